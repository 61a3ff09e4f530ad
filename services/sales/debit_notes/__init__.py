"""Customers' debit notes: fines and claims they deduct, once agreed."""
