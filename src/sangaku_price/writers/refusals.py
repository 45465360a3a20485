"""Why an output could not be written, in every language."""

import errno
from collections.abc import Mapping

from sangaku_price.language.phrases import placed
from sangaku_price.language.text import Text, own

STANDARD_OUTPUT = Text("標準出力: {reason}", "standard output: {reason}")
NOT_OURS = Text("sangaku-price が書いたファイルではありません。上書きするには --force", "not ours: --force")
BINARY = Text(
    "「{format}」は端末に表示できません。ファイルに書いてください: -o 見積{suffix}",
    "{format} is not for a terminal; write a file: -o quote{suffix}",
)
FROZEN_THERE = Text(
    "別の凍結見積があります。発行済みの見積を消すおそれがあります。上書きするには --force",
    "another frozen quote is there, which may have been issued: --force",
)
IS_READ = Text("このコマンドが読むファイルです。別の名前を指定してください", "is a file that this command reads")
NO_NAME = Text("この名前では書けません", "is no name of a file")
REASONS: Mapping[int, Text] = {
    errno.EACCES: Text("書き込む権限がありません", "Permission denied"),
    errno.EPERM: Text("書き込みが許可されていません", "Operation not permitted"),
    errno.ENOENT: Text("フォルダーがありません", "No such file or directory"),
    errno.ENOTDIR: Text("途中にフォルダーでないものがあります", "Not a directory"),
    errno.EISDIR: Text("フォルダーです", "Is a directory"),
    errno.EROFS: Text("読取り専用です", "Read-only file system"),
    errno.ENOSPC: Text("空き容量がありません", "No space left on device"),
    errno.ENAMETOOLONG: Text("名前が長すぎます", "File name too long"),
}
"""What systems answer most, with their own English words."""


class CannotWrite(Exception):  # noqa: N818 - it is a refusal, not a fault of the program
    """An output that cannot be written, or must not be; `text` says which and why."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text)


def unwritten(path: str | None, error: OSError) -> Text:
    """The output, None for standard output, and why the system did not take it."""
    reason = REASONS.get(error.errno or 0) or own(str(error.strerror))
    if path is not None:
        return placed(path, reason)
    return STANDARD_OUTPUT.filled(reason=reason)
