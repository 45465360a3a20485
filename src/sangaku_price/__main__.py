"""`python -m sangaku_price`: the same as `sangaku-price`."""

from sangaku_price.cli import main

if __name__ == "__main__":
    main()
