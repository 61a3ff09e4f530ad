"""The gateway: signs people in, decides who may do what, passes requests on and composes views; it owns no business data."""
