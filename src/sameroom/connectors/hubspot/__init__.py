"""HubSpot: view exports with labels, and its objects as a loading tool lands them."""
