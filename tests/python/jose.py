"""Answers requests with a JOSE library of Python, which the argument names: a JSON array of them on standard
input, one of answers on standard output. `tests/src/jose_library.rs` describes both."""

import json
import sys

import jwt
from joserfc import jws
from joserfc.jwk import KeySet, OKPKey


class PyJwt:
    """PyJWT, which knows the compact form alone."""

    def verify(self, form, document, keys):
        key = jwt.PyJWKSet.from_dict(keys)[jwt.get_unverified_header(document)["kid"]]
        return {"payload": jwt.PyJWS().decode(document, key, algorithms=["EdDSA"]).decode()}

    def sign(self, alg, typ, payload):
        key = OKPKey.generate_key("Ed25519")
        headers = {"typ": typ, "kid": key.thumbprint()}
        document = jwt.PyJWS().encode(payload.encode(), key.private_key, alg, headers)
        return {"key": public(key), "documents": [document]}


class JoseRfc:
    """joserfc, with all three forms."""

    algorithms = ["EdDSA", "Ed25519"]

    def verify(self, form, document, keys):
        keys = KeySet.import_key_set(keys)
        if form == "compact":
            verified = jws.deserialize_compact(document, keys, self.algorithms)
        else:
            verified = jws.deserialize_json(json.loads(document), keys, self.algorithms)
        return {"payload": verified.payload.decode()}

    def sign(self, alg, typ, payload):
        key = OKPKey.generate_key("Ed25519")
        header = {"alg": alg, "typ": typ, "kid": key.thumbprint()}
        member = {"protected": header}
        documents = [
            jws.serialize_compact(header, payload, key, self.algorithms),
            json.dumps(jws.serialize_json(member, payload, key, self.algorithms)),
            json.dumps(jws.serialize_json([member], payload, key, self.algorithms)),
        ]
        return {"key": public(key), "documents": documents}


def public(key):
    return {**key.as_dict(private=False), "kid": key.thumbprint()}


def answer(library, request, **details):
    try:
        return getattr(library, request)(**details)
    except Exception as error:  # Whatever a library refuses with: the test looks at what it refused.
        return {"refused": f"{type(error).__name__}: {error}"}


library = {"pyjwt": PyJwt, "joserfc": JoseRfc}[sys.argv[1]]()
print(json.dumps([answer(library, **request) for request in json.load(sys.stdin)]))
