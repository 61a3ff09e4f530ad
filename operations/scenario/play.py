"""The main job from the first customer file to the closed case: the acts in their order."""

from .acts import Play
from .company import Company
from .complaint import (
    close_the_case,
    contain_the_lot,
    judge_the_returned_goods,
    refuse_an_order_naming_the_held_lot,
    take_goods_back,
)
from .files import file_customers, set_limits
from .goods import buy_lot_a, buy_lot_b, register_product_and_supplier
from .reading import (
    call_a_service_directly,
    read_customer_360,
    read_the_closing_numbers,
    read_the_trace,
)
from .refusals import refuse_wrong_roles
from .report import Report
from .sales import reserve_for_z, sell_lot_b_to_x, sell_to_x_and_y


def play(company: Company, report: Report) -> Play:
    """Play everything; raises Unexpected when a step cannot be done at all."""
    show = Play(company, report)
    file_customers(show)
    set_limits(show)
    register_product_and_supplier(show)
    buy_lot_a(show)
    sell_to_x_and_y(show)
    reserve_for_z(show)
    take_goods_back(show)
    refuse_wrong_roles(show)
    contain_the_lot(show)
    refuse_an_order_naming_the_held_lot(show)
    buy_lot_b(show)
    sell_lot_b_to_x(show)
    judge_the_returned_goods(show)
    close_the_case(show)
    read_the_closing_numbers(show)
    read_customer_360(show)
    read_the_trace(show)
    call_a_service_directly(show)
    return show
