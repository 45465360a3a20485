"""`python -m sangaku_price`: the same as `sangaku-price`."""

from sangaku_price.cli import main

main()
