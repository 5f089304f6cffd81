"""From graphs to one self-contained HTML page.

page        the page as text
write_page  the page as a file, written in one step
"""

from __future__ import annotations

from kg.view.page import page, write_page

__all__ = ["page", "write_page"]
