"""Tasks of the municipality that residents may take over, with the budget set aside for them."""
