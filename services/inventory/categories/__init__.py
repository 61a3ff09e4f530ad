"""商品类别: the tree products are sorted into."""
