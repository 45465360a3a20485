"""Contract, tariff and law to a quote; the items themselves are in `items/`."""
