"""Transfers 调拨: goods that go from one warehouse to another, on their way until they are answered for."""
