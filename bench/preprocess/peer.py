"""The loop somebody would write instead of `callforge preprocess`: re and json, one row at a time, JSON lines out.

    python3 peer.py RESULT_LST.json TOOLS.json OUT.jsonl [PROCESSES]

It reads transcripts that follow the grammar exactly and makes the rows of the format qwen. It repairs nothing, looks for
nothing that must be rejected, keeps no books: less work than ours, in the order a script does it.
"""
import hashlib
import json
import random
import re
import sys

HEADER = re.compile(r"\[고객 ID\] (\S+)\n\[대화날짜\] (\S+)")
TURN = re.compile(r"^\((고객|AI 상담사|function_call|function_response)\) (.*?)(?=\n*^\((?:고객|AI 상담사|function_call|function_response)\) |\Z)", re.S | re.M)
SYSTEM = "당신은 음식 배달 앱의 상담사입니다.\n\n[고객 ID] {}\n[대화날짜] {}"
BLOCK = (
    "\n\n# Tools\n\nYou may call one or more functions to assist with the user query.\n\n"
    "You are provided with function signatures within <tools></tools> XML tags:\n<tools>\n{}\n</tools>\n\n"
    "For each function call, return a json object with function name and arguments within <tool_call></tool_call> XML tags:\n"
    '<tool_call>\n{{"name": <function-name>, "arguments": <args-json-object>}}\n</tool_call>'
)

with open(sys.argv[2], encoding="utf-8") as file:
    TOOLS = [{"type": "function", "function": {key: tool[key] for key in ("name", "description", "parameters")}} for tool in json.load(file)]


def row(transcript):
    uid, date = HEADER.search(transcript).groups()
    identity = hashlib.sha256(transcript.encode()).hexdigest()[:16]
    tools = TOOLS[:]
    random.Random(identity).shuffle(tools)
    system = SYSTEM.format(uid, date)
    messages = [{"role": "system", "content": system}]
    calls = responses = None
    for role, text in TURN.findall(transcript):
        text = text.strip()
        if role == "function_call":
            made = json.loads(text)
            for call in made if isinstance(made, list) else [made]:
                content = f"<tool_call>\n{json.dumps(call, ensure_ascii=False)}\n</tool_call>"
                if messages[-1]["role"] == "assistant":
                    messages[-1]["content"] += "\n" + content
                else:
                    messages.append({"role": "assistant", "content": content})
        elif role == "function_response":
            content = f"<tool_response>\n{json.dumps(json.loads(text), ensure_ascii=False)}\n</tool_response>"
            if messages[-1]["content"].startswith("<tool_response>"):
                messages[-1]["content"] += "\n" + content
            else:
                messages.append({"role": "user", "content": content})
        else:
            messages.append({"role": "user" if role == "고객" else "assistant", "content": text})
    lines = [json.dumps(tool, ensure_ascii=False) for tool in tools]
    return json.dumps(
        {
            "id": identity,
            "tools": json.dumps(tools, ensure_ascii=False),
            "uid": uid,
            "dates": date,
            "messages": messages,
            "system_prompt": system + BLOCK.format("\n".join(lines)),
            "scenario_type": None,
        },
        ensure_ascii=False,
    )


def main():
    processes = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    with open(sys.argv[1], encoding="utf-8") as file:
        transcripts = json.load(file)
    with open(sys.argv[3], "w", encoding="utf-8") as output:
        if processes == 1:
            for transcript in transcripts:
                output.write(row(transcript) + "\n")
            return
        import multiprocessing

        with multiprocessing.Pool(processes) as pool:
            for line in pool.imap(row, transcripts, chunksize=64):
                output.write(line + "\n")


main()
