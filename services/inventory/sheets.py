"""The forms that inventory brings in as sheets."""

from .products.sheets import SHEET as PRODUCTS
from .suppliers.sheets import SHEET as SUPPLIERS

FORMS = (SUPPLIERS, PRODUCTS)
