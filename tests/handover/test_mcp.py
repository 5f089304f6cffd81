"""The MCP server as a client of the official SDK meets it: a process, spoken to over its standard input and output."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import ClientSession, StdioServerParameters, stdio_client

from kg.store import write_store
from tests.store.made import made

ROOT = Path(__file__).parents[2]
CALLS: list[tuple[str, dict[str, Any]]] = [
    ("search_entities", {"words": "bert"}),
    ("explain", {"entity": "AlphaNet"}),
    ("query", {"question": "outperforms", "parameters": {"model": "bert"}}),
    ("query", {"question": "SELECT ?a ?b { ?a kg:outperforms ?b }", "limit": 1}),
    ("results", {}),
    ("context", {"question": "Which model outperforms AlphaNet on GLUE?"}),
]
ATTACKS = [
    "DROP ALL",
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """All that the server answers, from one process: starting one takes a second."""
    path = tmp_path_factory.mktemp("output")
    write_store(made(), path / "store")
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "kg", "mcp", "-g", str(path)], cwd=ROOT, env={"PYTHONPATH": str(ROOT)}
    )

    async def talk() -> dict[str, list[Any]]:
        async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            return {
                "tools": list((await session.list_tools()).tools),
                "calls": [await session.call_tool(name, given) for name, given in CALLS],
                "attacks": [await session.call_tool("query", {"question": attack}) for attack in ATTACKS],
                "unknown": [await session.call_tool("explain", {"entity": "AlfaNet"})],
                "after": [await session.call_tool(*CALLS[3])],
            }

    return anyio.run(talk)


def test_each_tool_has_a_description_and_is_read_only(said: dict[str, list[Any]]) -> None:
    tools = {tool.name: tool for tool in said["tools"]}
    assert {"search_entities", "explain", "query", "context", "results"} <= set(tools)
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools.values())


def test_each_tool_answers_from_the_graph(said: dict[str, list[Any]]) -> None:
    assert [answer.content[0].text for answer in said["calls"] if answer.is_error] == []
    search, explain, named, sparql, results, context = (answer.structured_content for answer in said["calls"])
    assert "BERT" in {one["name"] for one in search["result"]}
    assert "BERT outperforms AlphaNet on GLUE when tuned well" in {one["quote"] for one in explain["result"]}
    assert named["rows"][0][named["columns"].index("better")] == "AlphaNet"
    assert len(sparql["rows"]) == 1 < sparql["total"]
    assert any(one["value"] and one["quote"] and one["paper"] for one in results["result"])
    assert "[1] " in context["result"]
    assert "AlphaNet" in context["result"]


@pytest.mark.parametrize("number", range(len(ATTACKS)), ids=ATTACKS)
def test_an_attack_is_refused_with_one_line(said: dict[str, list[Any]], number: int) -> None:
    answer = said["attacks"][number]
    assert answer.is_error
    assert "\n" not in answer.content[0].text
    assert "Traceback" not in answer.content[0].text


def test_an_attack_leaves_the_graph_as_it_was(said: dict[str, list[Any]]) -> None:
    assert said["after"][0].structured_content == said["calls"][3].structured_content


def test_an_unknown_name_is_a_tool_error_that_names_the_nearest(said: dict[str, list[Any]]) -> None:
    assert said["unknown"][0].is_error
    assert "AlphaNet" in said["unknown"][0].content[0].text


SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def test_calls_run_side_by_side_and_a_query_out_of_time_is_an_error_that_the_server_outlives(tmp_path: Path) -> None:
    write_store(made(), tmp_path / "store")
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "kg", "mcp", "-g", str(tmp_path), "--seconds", "2"],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
    )
    ended: list[str] = []
    answers: dict[str, Any] = {}

    async def talk() -> None:
        async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
            await session.initialize()

            async def call(key: str, name: str, given: dict[str, Any]) -> None:
                answers[key] = await session.call_tool(name, given)
                ended.append(key)

            async with anyio.create_task_group() as group:
                group.start_soon(call, "slow", "query", {"question": SLOW})
                for number, (name, given) in enumerate(CALLS * 3):
                    group.start_soon(call, f"{number} {name}", name, given)
            await call("after", *CALLS[3])

    anyio.run(talk)
    slow = answers.pop("slow")
    assert slow.is_error
    assert "stopped after 2 s" in slow.content[0].text
    assert ended.index("slow") >= 12  # nothing else waited for it
    assert [(key, one.content[0].text) for key, one in answers.items() if one.is_error] == []
    for number, (name, _) in enumerate(CALLS):  # the same call, the same answer, whatever ran beside it
        same = [answers[f"{number + turn * len(CALLS)} {name}"].structured_content for turn in range(3)]
        assert same == [same[0]] * 3, name
    assert answers["after"].structured_content == answers["3 query"].structured_content
