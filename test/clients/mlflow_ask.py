"""Asks a Health Monitor with MLflow's deployment client, unmodified: asking, streaming and being refused."""

import os
import sys

os.environ.update(DATABRICKS_HOST=sys.argv[1], DATABRICKS_TOKEN="none", MLFLOW_HTTP_REQUEST_MAX_RETRIES="0")

import mlflow
import requests
from mlflow.deployments import get_deploy_client

client = get_deploy_client("databricks")
question = {"input": [{"role": "user", "content": "Which jobs cost the most yesterday?"}]}

reply = client.predict(endpoint="health-monitor", inputs=question)
assert "payments_ledger_sync" in str(reply["output"]), reply
assert reply["custom_outputs"]["source"] == "genie", reply["custom_outputs"]

chunks = list(client.predict_stream(endpoint="health-monitor", inputs=question))
types = [chunk["type"] for chunk in chunks]
assert "response.output_text.delta" in types and "response.output_item.done" in types, types
text = "".join(chunk["delta"] for chunk in chunks if chunk["type"] == "response.output_text.delta")
assert "payments_ledger_sync" in text, text

for wrong, status in [
    ({"input": [{"role": "user", "content": " "}]}, 400),
    ({"input": [{"role": "user", "content": [{"type": "input_image"}]}]}, 400),
    ({"input": [{"role": "user", "content": "x" * 200_000}]}, 400),
]:
    try:
        client.predict(endpoint="health-monitor", inputs=wrong)
        raise AssertionError(f"it was taken: {wrong}")
    except requests.HTTPError as error:
        assert error.response.status_code == status, error
print(f"mlflow {mlflow.__version__}: {len(types)} events")
