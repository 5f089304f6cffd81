"""The tools as a server of the Model Context Protocol."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from kg import __version__
from kg.errors import KgError
from kg.handover.tools import Tools

_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")


def server(tools: Tools) -> MCPServer:
    """Return a server that offers the tools; an error of the caller's is a tool error of one line."""
    made = MCPServer("kg", version=__version__, instructions=_INSTRUCTIONS, log_level="ERROR")
    reading = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    made.add_tool(_told(tools.search_entities), annotations=reading)
    made.add_tool(_told(tools.explain), annotations=reading)
    made.add_tool(_told(tools.query), annotations=reading)
    made.add_tool(_told(tools.context), annotations=reading)
    made.add_tool(_told(tools.results), annotations=reading)
    return made


_INSTRUCTIONS = (
    "A knowledge graph of research papers. Every fact carries the exact words that state it: cite them. "
    "Start with search_entities, then explain; results lists measured numbers."
)


def _told(tool: Callable[_Given, _Answer]) -> Callable[_Given, _Answer]:
    @wraps(tool)
    def told(*args: _Given.args, **kwargs: _Given.kwargs) -> _Answer:
        try:
            return tool(*args, **kwargs)
        except KgError as error:
            raise ToolError(" ".join(str(error).split())) from error

    return told
