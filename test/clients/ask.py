"""Asks a Health Monitor with the official client, unmodified: asking, streaming, losing the stream, cancelling."""

import sys

import openai

url = sys.argv[1]
question = "Which jobs cost the most yesterday?"
client = openai.OpenAI(base_url=url, api_key="none")

first = client.responses.create(model="health-monitor", input=question)
assert "payments_ledger_sync" in first.output_text, first
after = client.responses.create(input="And the day before?", previous_response_id=first.id)
assert after.conversation.id == first.conversation.id

types = []
with client.responses.stream(model="health-monitor", input=question) as stream:
    for event in stream:
        types.append(event.type)
    final = stream.get_final_response()
assert types[0] == "response.created" and types[-1] == "response.completed", types
assert "response.mcp_call.completed" in types, types
assert "payments_ledger_sync" in final.output_text

# The stream is lost at its eighth event, and read on behind it.
begun = client.responses.create(input=question, background=True)
seen = []
lost = client.responses.retrieve(begun.id, stream=True)
for event in lost:
    seen.append(event.sequence_number)
    if len(seen) == 8:
        break
lost.close()
for event in client.responses.retrieve(begun.id, stream=True, starting_after=seen[-1]):
    seen.append(event.sequence_number)
assert seen == list(range(len(seen))) and len(seen) > 20, seen

cancelled = client.responses.create(input=question, background=True)
assert client.responses.cancel(cancelled.id).status == "cancelled"
client.responses.delete(cancelled.id)
try:
    client.responses.retrieve(cancelled.id)
    raise AssertionError("it is still there")
except openai.NotFoundError as error:
    assert error.type == "not_found_error", error.body
try:
    client.responses.create(model="gpt-9", input=question)
    raise AssertionError("an unknown model was taken")
except openai.BadRequestError as error:
    assert error.code == "model_not_found" and error.param == "model", error.body
for wrong, status, says in [
    ({"input": " "}, 400, "empty"),
    ({"input": question, "tools": [{"type": "function", "name": "f"}]}, 400, "tools of its own"),
    ({"input": [{"role": "user", "content": [{"type": "input_image"}]}]}, 400, "input_image"),
    ({"input": [{"role": "user", "content": "x" * 200_000}]}, 413, "64 kB"),
    ({"input": question, "previous_response_id": "resp_x"}, 404, "resp_x"),
]:
    try:
        client.responses.create(**wrong)
        raise AssertionError(f"it was taken: {wrong}")
    except openai.APIStatusError as error:
        assert error.status_code == status and says in str(error), error
try:
    client.responses.retrieve(begun.id, stream=True, starting_after=10_000)
    raise AssertionError("a place that is not there yet was taken")
except openai.BadRequestError as error:
    assert "newest event" in str(error), error
assert "health-monitor" in [model.id for model in client.models.list()]
print(f"openai {openai.__version__}: {len(types)} events")
