"""How the documentation is built."""

project = "Sameroom"
author = "The Sameroom founders"
extensions = ["myst_nb"]
nb_execution_mode = "off"  # the tests run it, and compare
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "Sameroom"
exclude_patterns = ["_build"]
