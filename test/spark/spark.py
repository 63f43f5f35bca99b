"""Runs statements on Apache Spark over Parquet files, in several session time zones.

Usage: spark.py JOB ANSWERS, two JSON files, with TZ=UTC in the environment.
JOB:     {zones: [name], sets: [{tables: {"schema.table": path}, statements: [{sql, parameters: {name: text}}]}]}
ANSWERS: {zone: [{columns: ["name TYPE"], rows: [[cell]]} or {error: text}]}, in order of the statements of all sets.
A cell is null, a number (DOUBLE) or text; a timestamp is an instant in UTC with milliseconds.
"""

import datetime
import decimal
import json
import logging
import math
import re
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from pyspark.sql import Row, SparkSession

# Spark keeps the catalog name `system` for itself. This one word is exchanged, outside of quotes
# and comments; all else of a statement reaches Spark as it is written.
TOKEN = re.compile(
    r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`|--[^\n]*|/\*.*?\*/"""
    r"""|(?<![\w.])system(?=\s*\.\s*\w+\s*\.\s*\w)""",
    re.DOTALL | re.IGNORECASE,
)


def with_session_catalog(sql):
    return TOKEN.sub(lambda m: "spark_catalog" if m[0].lower() == "system" else m[0], sql)


def open_session(folder):
    """One local session without a UI that listens on this machine only and writes into `folder`."""
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "OFF",
        "spark.local.dir": folder,
        "spark.sql.warehouse.dir": f"{folder}/warehouse",
        "spark.sql.catalogImplementation": "in-memory",
        # Tables are small and statements many: most of the time goes into plans, their printing,
        # tasks, and generated code that is compiled for each statement and runs once.
        "spark.sql.shuffle.partitions": "1",
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.sql.ui.explainMode": "simple",
        "spark.sql.maxPlanStringLength": "0",
        "spark.driver.extraJavaOptions": f"-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.io.tmpdir={folder}",
    }
    builder = SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def cell(value):
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        return value.isoformat(timespec="milliseconds") + "Z"
    if isinstance(value, decimal.Decimal):
        return format(value, "f")
    if isinstance(value, float):
        return value if math.isfinite(value) else special(value)
    if isinstance(value, (list, dict)):
        return json.dumps(nested(value), separators=(",", ":"), ensure_ascii=False)
    if isinstance(value, Row):
        return json.dumps(nested(value.asDict()), separators=(",", ":"), ensure_ascii=False)
    return str(value)


def special(value):
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def nested(value):
    """A value inside of an array, map or struct: numbers and booleans as in JSON, the rest as text."""
    if isinstance(value, list):
        return [nested(item) for item in value]
    if isinstance(value, Row):
        return nested(value.asDict())
    if isinstance(value, dict):
        return {cell(key): nested(item) for key, item in value.items()}
    return value if isinstance(value, (bool, int)) or value is None else cell(value)


def answer(session, statement):
    try:
        frame = session.sql(with_session_catalog(statement["sql"]), args=statement["parameters"])
        rows = [[cell(value) for value in row] for row in frame.collect()]
    except Exception as error:  # whatever Spark says is the answer
        return {"error": str(error).split("\n\nJVM stacktrace")[0][:2000]}
    columns = [f"{field.name} {field.dataType.simpleString().upper()}" for field in frame.schema]
    return {"columns": columns, "rows": rows}


def answers_in(session, zone, statements):
    session.conf.set("spark.sql.session.timeZone", zone)
    return [answer(session, statement) for statement in statements]


def put_tables(session, tables):
    """The tables of a set in place of those of the set before."""
    for table, path in tables.items():
        session.sql(f"create database if not exists {table.split('.')[0]}")
        session.sql(f"drop table if exists {table}")
        session.sql(f"create table {table} using parquet location '{path}'")
        session.sql(f"cache lazy table {table}")


def main(job_file, answers_file):
    logging.disable(logging.CRITICAL)
    with open(job_file, encoding="utf-8") as file:
        job = json.load(file)
    with tempfile.TemporaryDirectory() as folder:
        session = open_session(folder)
        answers = {zone: [] for zone in job["zones"]}
        for one in job["sets"]:
            put_tables(session, one["tables"])
            with ThreadPoolExecutor(len(job["zones"])) as pool:
                asked = {
                    zone: pool.submit(answers_in, session.newSession(), zone, one["statements"])
                    for zone in job["zones"]
                }
                for zone, future in asked.items():
                    answers[zone] += future.result()
        session.stop()
    with open(answers_file, "w", encoding="utf-8") as file:
        json.dump(answers, file, allow_nan=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
