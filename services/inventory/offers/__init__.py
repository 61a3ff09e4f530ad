"""供货信息: who supplies a product, under which number, at which price, how fast."""
