"""Maths that the areas share."""
