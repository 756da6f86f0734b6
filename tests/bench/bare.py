"""What the framework and the database cost by themselves: one page, one durable insert."""

import os
import sqlite3
import threading

import psycopg
from fastapi import FastAPI
from fastapi.responses import HTMLResponse, PlainTextResponse
from starlette.responses import Response

PAGE = "<!doctype html><title>Kaal</title><h1>Kaal</h1>" + "<p>Een regel tekst.</p>" * 20
TABLE = "CREATE TABLE IF NOT EXISTS bare (id TEXT PRIMARY KEY, content TEXT)"


class SqliteInsert:
    """One connection for writing, as SQLite has one writer; every commit reaches the disk."""

    def __init__(self, path: str) -> None:
        self.connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self.connection.execute("PRAGMA journal_mode=WAL")
        self.connection.execute("PRAGMA synchronous=FULL")
        self.connection.execute(TABLE)
        self.lock = threading.Lock()

    def insert(self, key: str) -> None:
        with self.lock:
            self.connection.execute("INSERT INTO bare VALUES (?, 'x')", (key,))


class PostgresInsert:
    """A connection per thread; every statement commits durably."""

    def __init__(self, url: str) -> None:
        self.url, self.local = url, threading.local()
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(TABLE)  # type: ignore[call-overload]

    def insert(self, key: str) -> None:
        if not hasattr(self.local, "connection"):
            self.local.connection = psycopg.connect(self.url, autocommit=True)
        self.local.connection.execute("INSERT INTO bare VALUES (%s, 'x')", (key,))


def app() -> FastAPI:
    """A page without a database, and an endpoint that stores one row."""
    url = os.environ["BARE_URL"]
    store = (
        SqliteInsert(url.removeprefix("sqlite:///"))
        if url.startswith("sqlite")
        else PostgresInsert(url)
    )
    made = FastAPI(openapi_url=None)

    @made.get("/health")
    def health() -> Response:
        return PlainTextResponse("ok")

    @made.get("/")
    def page() -> Response:
        return HTMLResponse(PAGE)

    @made.post("/insert/{key}")
    def insert(key: str) -> Response:
        store.insert(key)
        return PlainTextResponse("ok")

    return made
