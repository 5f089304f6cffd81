"""From graphs to one self-contained HTML page, and to pictures for print.

page          the page as text
write_page    the page as a file, written in one step
frame         the page inside a notebook's cell
overview_svg  the page's first view as a static picture
whole_svg     the whole graph as a static picture
"""

from __future__ import annotations

from kg.view.notebook import frame
from kg.view.page import page, write_page, write_text
from kg.view.svg import overview_svg, whole_svg

__all__ = ["frame", "overview_svg", "page", "whole_svg", "write_page", "write_text"]
