"""储备定额: the least and the most stock of a product that a warehouse should have."""
