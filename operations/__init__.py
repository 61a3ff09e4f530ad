"""Commands for the whole system: run it, play it, compare it, write down what it promises.

Nothing imports this package; it may import every other.
"""
