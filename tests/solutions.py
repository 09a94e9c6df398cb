"""How a solution stands in a notebook: folded up, at the start of the cell behind its exercise."""

import re

SOLUTION = re.compile(r"<summary>Solution</summary>\s*```python\n(.*?)```\s*</details>", re.DOTALL)
