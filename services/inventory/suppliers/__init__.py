"""Suppliers 供应商: whom goods are bought from."""
