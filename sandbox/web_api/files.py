"""Uploads: an address is asked for, bytes are sent there, then the file is shown somewhere.

docs.slack.dev/reference/methods/files.getUploadURLExternal and files.completeUploadExternal
"""

import json

from sandbox.web_api.arguments import required
from sandbox.web_api.context import Context, Methods
from sandbox.workspace import BOT, Json, Message, Refusal, Upload

_DIGITS = 9


def upload_address(context: Context, args: Json) -> Json:
    """Where to send the bytes of one file."""
    context.need("files:write")
    name, length = required(args, "filename"), str(args.get("length") or "")
    if not length.isascii() or not length.isdecimal() or len(length) > _DIGITS:
        raise Refusal("invalid_arguments")
    alt = str(args.get("alt_txt") or "")
    if len(alt) > _ALT_LIMIT:
        raise Refusal("invalid_arguments")
    file = context.workspace.uploads.begin(Upload(name, int(length), alt))
    return {"upload_url": f"{context.url}/upload/{file}", "file_id": file}


_ALT_LIMIT = 1_000
"""Characters of a picture's description."""


def complete_upload(context: Context, args: Json) -> Json:
    """Show uploaded files in a channel, or in direct messages with the app."""
    context.need("files:write")
    files = [_finished(context, each) for each in _listed(args)]
    if args.get("channel_id"):
        channel = context.workspace.channel(str(args["channel_id"]))
        if BOT.id not in channel.members:
            raise Refusal("not_in_channel")
        text = str(args.get("initial_comment") or "")
        ts, kind = context.workspace.new_ts(), "file_share"
        context.talk.say(Message(ts, channel.id, BOT.id, text, subtype=kind, files=files))
    return {"files": files}


def _listed(args: Json) -> list[Json]:
    given = args.get("files")
    try:
        listed = json.loads(given) if isinstance(given, str) else given
    except ValueError:
        listed = None
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise Refusal("invalid_arguments")
    return listed


def _finished(context: Context, listed: Json) -> Json:
    file = str(listed.get("id") or "")
    upload = context.workspace.uploads.take(file)
    title = str(listed.get("title") or upload.name)
    return {"id": file, "name": upload.name, "title": title, "alt_txt": upload.alt}


METHODS: Methods = {
    "files.completeUploadExternal": complete_upload,
    "files.getUploadURLExternal": upload_address,
}
