"""How the parts of what is credited are reckoned."""

FOLLOWING = {"excluded": ("net", "tax", "discount"), "included": ("net", "gross", "discount")}
"""What follows the cumulative rule in each price mode; of net, tax and gross the third is the rest."""
