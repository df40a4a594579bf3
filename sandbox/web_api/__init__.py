"""The Web API: the methods an app may call, with Slack's own refusals."""

from sandbox.web_api.calls import Call, WebApi
from sandbox.web_api.context import APP_TOKEN, BOT_TOKEN, CLIENT_ID, CLIENT_SECRET, Context

__all__ = ["APP_TOKEN", "BOT_TOKEN", "CLIENT_ID", "CLIENT_SECRET", "Call", "Context", "WebApi"]
