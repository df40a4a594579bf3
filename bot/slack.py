"""Connections to Slack: how patiently a call is tried again, and its errors' names."""

import asyncio
import logging
from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

TIMEOUT_SECONDS = 10

SLACK_FAULTS = (SlackClientError, aiohttp.ClientError, TimeoutError, OSError)
"""What a call to Slack may raise: refused, broken off, too late."""


@dataclass(frozen=True, slots=True)
class Slack:
    """Three clients over one session, each with the patience its calls may have."""

    session: aiohttp.ClientSession
    posting: AsyncWebClient
    """Never sends again what may have arrived: a note comes at most once."""
    reading: AsyncWebClient
    """Tries again after any fault: reading twice does no harm."""
    browsing: AsyncWebClient
    """Gives up at once: history is good to have, and no reason to wait."""

    async def close(self) -> None:
        """Close the connections."""
        await self.session.close()


def connect(token: str, api_url: str) -> Slack:
    """Prepare the clients. Must be called inside a running event loop; nothing is sent yet."""
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
    session = aiohttp.ClientSession(timeout=timeout, trust_env=True)
    # The SDK builds its debug lines, bodies and all, unless its logger's own level is set.
    logger = logging.getLogger("slack_sdk.web")
    logger.setLevel(logging.INFO)

    def client(*handlers: AsyncRetryHandler) -> AsyncWebClient:
        return AsyncWebClient(
            token, base_url=api_url, session=session, logger=logger, retry_handlers=list(handlers)
        )

    unreached = AsyncConnectionErrorRetryHandler(error_types=[aiohttp.ClientConnectorError])
    limited = AsyncRateLimitErrorRetryHandler(max_retry_count=2)
    broken = (AsyncConnectionErrorRetryHandler(), AsyncServerErrorRetryHandler())
    return Slack(session, client(limited, unreached), client(limited, *broken), client())


_CODES = {
    "account_inactive",
    "cannot_dm_bot",
    "cannot_reply_to_message",
    "channel_not_found",
    "expired_trigger_id",
    "fatal_error",
    "internal_error",
    "invalid_arguments",
    "invalid_auth",
    "invalid_blocks",
    "is_archived",
    "messages_tab_disabled",
    "missing_scope",
    "msg_too_long",
    "no_permission",
    "no_text",
    "not_allowed_token_type",
    "not_authed",
    "not_in_channel",
    "org_login_required",
    "ratelimited",
    "request_timeout",
    "restricted_action",
    "restricted_action_read_only_channel",
    "restricted_action_thread_locked",
    "service_unavailable",
    "team_access_not_granted",
    "token_expired",
    "token_revoked",
    "trigger_expired",
    "user_not_found",
    "user_not_in_channel",
    "view_too_large",
}


def error_code(error: BaseException) -> str:
    """Slack's name for an error, from a list of known ones: what is not known is not repeated."""
    if isinstance(error, asyncio.TimeoutError):
        return "timeout"
    if not isinstance(error, SlackApiError):
        return "unreachable"
    # A body that is no JSON leaves the SDK as a text, or as a bare HTTP response.
    data = getattr(error.response, "data", error.response)
    code = data.get("error") if isinstance(data, dict) else None
    return str(code) if code in _CODES else "other"
