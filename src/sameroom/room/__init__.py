"""The shared room: the first page, the readings and the rows behind them."""
