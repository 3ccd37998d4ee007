"""Makes the inputs of bench/preprocess.sh: COUNT transcripts, the long ones of a run again and again, as two result_lst.json.

    python3 samples.py RUN/result_lst.json DIR COUNT
"""
import json
import pathlib
import sys

LONG = 6400  # Bytes; the mean of what is longer is about 8 KB.

with open(sys.argv[1], encoding="utf-8") as file:
    long = [text for text in json.load(file) if len(text.encode()) >= LONG]
directory, count = pathlib.Path(sys.argv[2]), int(sys.argv[3])
for name, ensure_ascii in (("raw", False), ("escaped", True)):
    items = [json.dumps(text, ensure_ascii=ensure_ascii) for text in long]
    (directory / name).mkdir(parents=True, exist_ok=True)
    with open(directory / name / "result_lst.json", "w", encoding="utf-8") as file:
        file.write("[")
        for i in range(count):
            file.write((", " if i else "") + items[i % len(items)])
        file.write("]\n")
print(f"{count} transcripts, {len(long)} of them different, {sum(len(text.encode()) for text in long) / len(long):.0f} bytes each")
