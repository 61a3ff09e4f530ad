"""The forms that inventory brings in as sheets."""

from .offers.sheets import SHEET as OFFERS
from .openings.sheets import SHEET as OPENINGS
from .products.prices import SHEET as PRICES
from .products.sheets import SHEET as PRODUCTS
from .stocktakes.sheets import SHEET as COUNTS
from .suppliers.sheets import SHEET as SUPPLIERS

FORMS = (SUPPLIERS, PRODUCTS, PRICES, OFFERS, OPENINGS, COUNTS)
