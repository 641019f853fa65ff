"""Deputies rate government departments and the congress's own committee (代表评议政府和人大工作)."""
