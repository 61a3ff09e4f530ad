"""Returns to suppliers 退供应商: goods of a receipt that go back, asked by a buyer and shipped by a keeper."""
