"""One service's database: engine, the transaction a door opens, and the locks a command takes."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import blake2b
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    ExceptionContext,
    MetaData,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Session

from chassis.failpoints import failpoint
from chassis.principal import Context, Principal

from .bulk import write_last
from .tables import NAMING

_current: ContextVar["Database"] = ContextVar("database")
_context: ContextVar[Context | None] = ContextVar("context", default=None)


def make_base() -> type[DeclarativeBase]:
    """A declarative base of its own for each service, so that several may live in one process."""

    class Base(DeclarativeBase):
        metadata = MetaData(naming_convention=NAMING)

    return Base


class Database:
    """An engine and the rules of its transactions.

    PostgreSQL runs READ COMMITTED and takes advisory locks; SQLite runs WAL with
    `synchronous=FULL` and one writer at a time (BEGIN IMMEDIATE, because a deferred transaction
    that turns into a write fails at once despite its time-out).
    """

    def __init__(self, url: str, pool: int = 4, master_key: str = "") -> None:
        self.url = url
        self.master_key = master_key
        self.engine = _engine(url, pool)
        # READ COMMITTED looks anew for each statement anyway, so questions need no transaction
        apart = {"isolation_level": "AUTOCOMMIT"} if self.is_postgres else {}
        self.readers = self.engine.execution_options(sifang_reading=True, **apart)
        self.last_commit = object()
        """Another one after each commit of this process: what was read before may be old then."""
        self.on_emitted: Callable[[], None] | None = None
        """Called after a commit that stored facts: the hint to the relay. Losing it costs latency only."""

    @property
    def is_postgres(self) -> bool:
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def transaction(self, context: Context | None = None) -> Iterator[Session]:
        """A session that commits when the block ends and rolls back when it raises.

        What commands put off (`bulk.insert_last`) is written just before the commit, inside it.
        """
        with Session(self.engine, expire_on_commit=False) as session:
            self._equip(session, context)
            started = session.info["context"].request.get("on_begin")
            if started:
                started(session)
            yield session
            session.flush()
            write_last(session)
            failpoint("transaction.before_commit")
            session.commit()
            self.last_commit = object()
            failpoint("transaction.committed")
        if session.info.get("emitted") and self.on_emitted:
            self.on_emitted()

    @contextmanager
    def reading(self, context: Context | None = None) -> Iterator[Session]:
        """A session for questions only; on SQLite it never waits for a writer. Nothing is committed
        but, when the block ends, what it put off: the lines that say what was read. Without them
        there is no answer."""
        with Session(self.readers, autoflush=False) as session:
            self._equip(session, context)
            yield session
        if session.info["last"]:
            # in a session of its own: one that has read can't begin to write on SQLite
            with Session(self.readers) as noting:
                noting.info.update(session.info)
                write_last(noting)
                noting.commit()

    def dispose(self) -> None:
        """Close all pooled connections, also those a fork inherited."""
        self.engine.dispose()

    def _equip(self, session: Session, context: Context | None) -> None:
        session.info.update(context=context or Context(), database=self, last={})


@contextmanager
def use(database: Database, context: Context | None = None) -> Iterator[None]:
    """Make `transaction()` and `reading()` mean this database, done for this context."""
    before, before_context = _current.set(database), _context.set(context)
    try:
        yield
    finally:
        _current.reset(before)
        _context.reset(before_context)


def current() -> Database:
    """The database that `use` named for this thread."""
    return _current.get()


def transaction() -> Any:
    """The current database's transaction, done for the present request, fact or timer."""
    return _current.get().transaction(_context.get())


def reading() -> Any:
    """The current database's read-only session, done for the present request, fact or timer."""
    return _current.get().reading(_context.get())


def actor(session: Session) -> Principal:
    """Who this transaction is done for."""
    return session.info["context"].principal


def on_trial(session: Session) -> bool:
    """Whether this transaction is rolled back whatever comes of it. What nobody inside it reads,
    facts and journal rows, needs not be made then."""
    return bool(session.info.get("trial"))


def lock(session: Session, keys: Iterable[str]) -> None:
    """Hold these named locks until the transaction ends; waits for whoever holds one.

    They are taken in one order everywhere (by their 64-bit hash), so two callers that each lock
    once, with all their keys, can't deadlock. Two keys of one hash only wait for each other
    needlessly. A name needs no row, so things not yet stored can be locked. On SQLite the
    transaction itself is the lock. What was put off is written first: what follows may read it.
    """
    write_last(session)
    if session.info["database"].is_postgres:
        numbers = sorted({_number(key) for key in keys})
        if numbers:
            session.execute(_LOCKS, {"keys": numbers})


_LOCKS = text("SELECT pg_advisory_xact_lock(key) FROM unnest(CAST(:keys AS bigint[])) AS key")


def _number(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


def _engine(url: str, pool: int) -> Engine:
    server = make_url(url).get_backend_name() != "sqlite"
    kind = _postgres(url) if server else _sqlite(url)
    engine = create_engine(
        url, pool_size=pool, max_overflow=pool, pool_use_lifo=True, hide_parameters=True, **kind
    )
    event.listen(engine, "handle_error", _hide_values)
    if not server:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _postgres(url: str) -> dict[str, Any]:
    """Nobody waits more than 5 s for a lock, or about 30 s for a server that is gone; the URL may say
    else. Statements here take milliseconds, compiling one takes twenty: `jit` is off."""
    patience = {
        "options": "-c lock_timeout=5000 -c jit=off",
        "connect_timeout": 5,
        "tcp_user_timeout": 30_000,
        "keepalives_idle": 15,
        "keepalives_interval": 5,
        "keepalives_count": 3,
    }
    from .cursor import PlainCursor  # the driver is loaded where it is used

    told = make_url(url).query
    ours = {name: value for name, value in patience.items() if name not in told}
    return {"pool_recycle": 1800, "connect_args": ours | {"cursor_factory": PlainCursor}}


def _sqlite(url: str) -> dict[str, Any]:
    file = make_url(url).database
    if file and file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    return {"connect_args": {"timeout": 30, "check_same_thread": False}}


def _hide_values(context: ExceptionContext) -> None:
    """Errors are logged and kept: PostgreSQL's DETAIL with the values of the row stays out of them."""
    diagnosis = getattr(context.original_exception, "diag", None)
    if diagnosis and diagnosis.message_detail:
        context.original_exception.args = (diagnosis.message_primary,)
        if context.sqlalchemy_exception:
            context.sqlalchemy_exception.args = (diagnosis.message_primary,)


def _prepare_sqlite(connection: Any, _: Any) -> None:
    # the driver must not open transactions by itself: _begin_sqlite does
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    reading_only = connection.get_execution_options().get("sifang_reading")
    connection.exec_driver_sql("BEGIN" if reading_only else "BEGIN IMMEDIATE")
