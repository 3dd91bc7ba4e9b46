"""Where callers meet us: the public doors and the one intake behind them."""
