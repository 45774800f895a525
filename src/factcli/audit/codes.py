"""List every code a check can report, with its explanation."""

from __future__ import annotations

from factcli.audit.claim_codes import CLAIM_CODES
from factcli.audit.file_codes import FILE_CODES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from factcli.audit.code import Code

CODES: Mapping[str, Code] = {**FILE_CODES, **CLAIM_CODES}
"""Every code, in the order of the checks."""
