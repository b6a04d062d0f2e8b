import libsodium from "libsodium-wrappers-sumo";
// shared/codec/bytes.ts
/** Joins byte strings into one new array. */
function concatBytes(...parts) {
	let length = 0;
	for (const part of parts) length += part.length;
	const joined = new Uint8Array(length);
	let at = 0;
	for (const part of parts) {
		joined.set(part, at);
		at += part.length;
	}
	return joined;
}
// shared/result.ts
/** Wraps a value as success. */
function ok(value) {
	return {
		ok: true,
		value
	};
}
/** Wraps a named code as failure. `detail` must never hold member content. */
function fail(code, detail) {
	return {
		ok: false,
		failure: detail === void 0 ? { code } : {
			code,
			detail
		}
	};
}
/** Throws with the broken invariant in words. */
function invariant(condition, broken) {
	if (!condition) throw new Error(`Broken invariant: ${broken}`);
}
// shared/codec/hex.ts
var digits = "0123456789abcdef";
/** Two digits for each byte: a table is several times faster than formatting, and ids fill every header. */
var pairOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
/** The value of each digit by character code, 255 for all others. */
var valueOfCode = (/* @__PURE__ */ new Uint8Array(128)).fill(255);
for (const [value, digit] of [...digits].entries()) valueOfCode[digit.charCodeAt(0)] = value;
/** Lower-case hex of `length` bytes from `from` on. */
function hexOf(bytes, from = 0, length = bytes.length) {
	let text = "";
	for (let at = from; at < from + length; at++) text += pairOfByte[bytes[at] ?? 0];
	return text;
}
/** Writes the bytes of a lower-case hex id into `target` and returns where they end. */
function putHex(id, target, from) {
	let at = from;
	let seen = 0;
	for (let index = 0; index < id.length; index += 2) {
		const high = valueOfCode[id.charCodeAt(index)] ?? 255;
		const low = valueOfCode[id.charCodeAt(index + 1)] ?? 255;
		seen |= high | low;
		target[at++] = high << 4 | low;
	}
	invariant(seen < 16, "an id is lower-case hex, two digits a byte");
	return at;
}
// shared/codec/utf8.ts
/**
* UTF-8 (RFC 3629) without TextEncoder, which neither `shared` nor `crypto` may know.
* A lone surrogate becomes U+FFFD, as in the platform's own encoder.
*/
function encodeUtf8(text) {
	const bytes = new Uint8Array(text.length * 3);
	let at = 0;
	for (let index = 0; index < text.length; index++) {
		let point = text.codePointAt(index) ?? 0;
		if (point > 65535) index++;
		else if (point >= 55296 && point <= 57343) point = 65533;
		if (point < 128) bytes[at++] = point;
		else if (point < 2048) {
			bytes[at++] = 192 | point >> 6;
			bytes[at++] = 128 | point & 63;
		} else {
			if (point < 65536) bytes[at++] = 224 | point >> 12;
			else {
				bytes[at++] = 240 | point >> 18;
				bytes[at++] = 128 | point >> 12 & 63;
			}
			bytes[at++] = 128 | point >> 6 & 63;
			bytes[at++] = 128 | point & 63;
		}
	}
	return bytes.slice(0, at);
}
// shared/codec/writer.ts
/** Runs `write` on a fresh writer and returns exactly what it wrote. */
function encode(write, expected = 256) {
	let buffer = new Uint8Array(expected);
	let length = 0;
	function reserve(more) {
		if (length + more <= buffer.length) return;
		const larger = new Uint8Array(Math.max(buffer.length * 2, length + more));
		larger.set(buffer.subarray(0, length));
		buffer = larger;
	}
	function u8(value) {
		invariant(Number.isInteger(value) && value >= 0 && value <= 255, "a byte lies in 0..255");
		reserve(1);
		buffer[length++] = value;
	}
	function bigEndian(value, width) {
		invariant(Number.isSafeInteger(value) && value >= 0, "an integer is safe and not negative");
		reserve(width);
		let rest = value;
		for (let at = length + width - 1; at >= length; at--) {
			buffer[at] = rest % 256;
			rest = Math.floor(rest / 256);
		}
		invariant(rest === 0, "an integer fits its field");
		length += width;
	}
	function varint(value) {
		invariant(Number.isSafeInteger(value) && value >= 0, "an integer is safe and not negative");
		reserve(8);
		let rest = value;
		while (rest > 127) {
			buffer[length++] = rest % 128 | 128;
			rest = Math.floor(rest / 128);
		}
		buffer[length++] = rest;
	}
	function fixed(bytes) {
		reserve(bytes.length);
		buffer.set(bytes, length);
		length += bytes.length;
	}
	function lengthPrefixed(bytes) {
		varint(bytes.length);
		fixed(bytes);
	}
	write({
		u8,
		u32: (value) => bigEndian(value, 4),
		u64: (value) => bigEndian(value, 8),
		varint,
		fixed,
		bytes: lengthPrefixed,
		text: (text) => lengthPrefixed(encodeUtf8(text)),
		hex(id) {
			reserve(Math.ceil(id.length / 2));
			length = putHex(id, buffer, length);
		},
		flag: (value) => u8(value ? 1 : 0),
		optional(value, writeValue) {
			u8(value === null ? 0 : 1);
			if (value !== null) writeValue(value);
		},
		list(items, writeItem) {
			varint(items.length);
			for (const item of items) writeItem(item);
		}
	});
	return buffer.length === length ? buffer : buffer.slice(0, length);
}
// shared/ids.ts
/** Bytes to lower-case hex. */
function toHex(bytes) {
	return hexOf(bytes);
}
/** Lower-case hex to bytes; throws on anything else, since ids inside the program are already parsed. */
function fromHex(hex) {
	if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/.test(hex)) throw new Error("Broken invariant: not lower-case hex");
	const bytes = new Uint8Array(hex.length / 2);
	for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16);
	return bytes;
}
// crypto/derive.ts
/**
* BLAKE2b(key, lp(label) lp(part)...): the one way in which keys are derived. The label and every
* part carry their length, so no two lists of inputs meet in one byte string.
*/
function derive(sodium, key, label, parts = [], length = 32) {
	return sodium.hash(length, labelled(label, parts), key);
}
function labelled(label, parts) {
	return encode((writer) => {
		writer.text(label);
		for (const part of parts) writer.bytes(part);
	});
}
// crypto/envelope/keys.ts
/**
* PRK = BLAKE2b-256(epochKey, lp("SR1/epoch") lp(forum) lp(scope) lp(epochId)), then one subkey for
* each use by label. `epochKey` has 32 bytes; the caller keeps it in the vault or erases it.
*/
function deriveEpochKeys(sodium, context) {
	const { forum, scope, epochId, epochKey } = context;
	const root = derive(sodium, epochKey, "SR1/epoch", [
		fromHex(forum),
		encodeUtf8(scope),
		fromHex(epochId)
	]);
	const keys = {
		forum,
		scope,
		epochId,
		enc: derive(sodium, root, "SR1/enc"),
		commit: derive(sodium, root, "SR1/commit"),
		tag: derive(sodium, root, "SR1/tag"),
		presence: derive(sodium, root, "SR1/presence"),
		room: derive(sodium, root, "SR1/room"),
		box: derive(sodium, root, "SR1/box")
	};
	sodium.erase(root);
	return keys;
}
// crypto/padding.ts
/**
* The padded length for `length` bytes: 512, 1024, 2048, 4096, then steps of an eighth of the power
* of two below. A short edit and a long one look alike; a large one gives away its size to an eighth.
*/
function paddedLength(length) {
	if (length <= 512) return 512;
	let power = 512;
	while (power * 2 < length) power *= 2;
	if (power < 4096) return power * 2;
	const step = power / 8;
	return Math.ceil(length / step) * step;
}
// crypto/envelope/limits.ts
/** The largest payload of each kind in bytes. */
var payloadLimits = {
	update: 262144,
	snapshot: 16777216,
	presence: 4096,
	entry: 65536,
	private: 0
};
4096 + paddedLength(payloadLimits.snapshot + 2048);
encodeUtf8("SR1/mailbox\0");
var tagBytes = 16;
var commitBytes = 32;
var magic$1 = encodeUtf8("SR1E");
var associatedBytes = magic$1.length + 1 + tagBytes + 24;
var nonceAt = associatedBytes - 24;
var sealedAt = associatedBytes + commitBytes;
var commitLabel = encode((writer) => writer.text("SR1/commit"));
var idPrefix = encodeUtf8("SR1/env");
/** BLAKE2b-128(Ktag, nonce): tells holders of the key, and nobody else, which epoch this is. */
function epochTag(sodium, tagKey, nonce) {
	return sodium.hash(tagBytes, nonce, tagKey);
}
/** BLAKE2b-256(Kcom, lp("SR1/commit") AAD u64(len ct) ct). */
function commitment(sodium, commitKey, associated, sealed) {
	const start = commitLabel.length + associated.length;
	const message = new Uint8Array(start + 8 + sealed.length);
	message.set(commitLabel);
	message.set(associated, commitLabel.length);
	new DataView(message.buffer).setUint32(start + 4, sealed.length);
	message.set(sealed, start + 8);
	return sodium.hash(commitBytes, message, commitKey);
}
/** BLAKE2b-256("SR1/env" header payload): the same whoever seals it again, whenever. */
function envelopeId(sodium, headerAndPayload) {
	const message = new Uint8Array(idPrefix.length + headerAndPayload.length);
	message.set(idPrefix);
	message.set(headerAndPayload, idPrefix.length);
	return toHex(sodium.hash(32, message));
}
// crypto/envelope/types.ts
var envelopeKinds = [
	"update",
	"snapshot",
	"presence",
	"entry",
	"private"
];
// crypto/envelope/header.ts
/** Whether envelopes of this kind form a log, each naming the one before it. */
function isChained(kind) {
	return kind === "update" || kind === "snapshot";
}
/** Writes the fields in their one order, references sorted, and last the payload's length. */
function writeHeader(writer, header, payloadLength) {
	writer.u8(envelopeKinds.indexOf(header.kind) + 1);
	writer.varint(header.format);
	writer.hex(header.forum);
	writer.text(header.scope);
	writer.text(header.document);
	writer.hex(header.epochId);
	writer.hex(header.device);
	writer.hex(header.incarnation);
	writer.varint(header.seq);
	writer.optional(header.prev, writer.hex);
	writer.list([...header.chainHeads].sort(), writer.hex);
	writer.list([...header.deps].sort(), writer.hex);
	writer.varint(payloadLength);
}
/** What is wrong with a header besides its types, or null. Holds for what is written and what is read. */
function headerBreach(header) {
	if (header.kind === "private") return "this version knows no private envelopes";
	if (header.seq < 1) return "sequence begins at 1";
	if (header.prev !== null !== (isChained(header.kind) && header.seq > 1)) return "previous envelope does not fit kind and sequence";
	if (header.format > 65535) return "format out of range";
	if (!fits(header.scope, 96) || !fits(header.document, 128)) return "scope or document name too long";
	if (header.chainHeads.length < 1) return "no chain heads";
	if (header.chainHeads.length > 16 || header.deps.length > 16) return "too many references";
	return null;
}
/** Whether a text has at most `max` bytes of UTF-8; a UTF-16 unit takes at most three. */
function fits(text, max) {
	return text.length * 3 <= max || encodeUtf8(text).length <= max;
}
Math.ceil(payloadLimits.snapshot / 253952);
// crypto/envelope/seal.ts
/**
* Signs header and payload, pads, encrypts and commits: docs/PROTOCOL.md, "The envelope".
* Fails as `too-large` (payload over its kind's limit), `malformed` (a header no reader would take),
* `scope-mismatch` or `epoch-mismatch` (header and keys disagree).
*/
function sealEnvelope(sodium, keys, signingSecret, header, payload) {
	if (header.forum !== keys.forum || header.scope !== keys.scope) return fail("scope-mismatch");
	if (header.epochId !== keys.epochId) return fail("epoch-mismatch");
	const breach = headerBreach(header);
	if (breach !== null) return fail("malformed", breach);
	if (payload.length > payloadLimits[header.kind]) return fail("too-large");
	const headerBytes = encode((writer) => writeHeader(writer, header, payload.length), 512);
	const content = new Uint8Array(headerBytes.length + payload.length);
	content.set(headerBytes);
	content.set(payload, headerBytes.length);
	const signature = sodium.sign("envelope", content, signingSecret);
	const plain = new Uint8Array(paddedLength(content.length + 64));
	plain.set(headerBytes);
	plain.set(signature, headerBytes.length);
	plain.set(payload, headerBytes.length + 64);
	const nonce = sodium.random(24);
	const associated = new Uint8Array(associatedBytes);
	associated.set(magic$1);
	associated[magic$1.length] = 1;
	associated.set(epochTag(sodium, keys.tag, nonce), magic$1.length + 1);
	associated.set(nonce, nonceAt);
	const sealed = sodium.seal(keys.enc, nonce, associated, plain);
	const bytes = new Uint8Array(sealedAt + sealed.length);
	bytes.set(associated);
	bytes.set(commitment(sodium, keys.commit, associated, sealed), associatedBytes);
	bytes.set(sealed, sealedAt);
	return ok({
		bytes,
		id: envelopeId(sodium, content)
	});
}
encode((writer) => writer.bytes(encodeUtf8("SR1/door")));
// crypto/sodium.ts
var signaturePrefixes = new Map([
	"envelope",
	"entry",
	"device",
	"invitation-proof",
	"answer",
	"channel"
].map((kind) => [kind, encodeUtf8(`SR1/${kind}\0`)]));
var mailboxOpenPrefix = encodeUtf8("SR1/mailbox-open\0");
var nul = /* @__PURE__ */ new Uint8Array(1);
/**
* Waits for libsodium and returns its typed operations around the given source of randomness.
* libsodium's own randomness is never used (41 to 59 microseconds a call, and vectors need fixed bytes).
*/
async function loadSodium(random) {
	await libsodium.ready;
	/** libsodium throws on every refusal and on sizes alike; sizes are checked before, so this is a refusal. */
	function orNull(operation) {
		try {
			return operation();
		} catch {
			return null;
		}
	}
	function checkedRandom(length) {
		const bytes = random(length);
		invariant(bytes.length === length, "the source of randomness gives as many bytes as asked");
		return bytes;
	}
	function statement(kind, canonical) {
		const prefix = signaturePrefixes.get(kind);
		invariant(prefix !== void 0, "a signature has a known kind");
		return concatBytes(prefix, libsodium.crypto_generichash(64, canonical, null));
	}
	return {
		random: checkedRandom,
		hash: (length, message, key) => libsodium.crypto_generichash(length, message, key ?? null),
		sha256: (message) => libsodium.crypto_hash_sha256(message),
		equal: (a, b) => a.length === b.length && libsodium.memcmp(a, b),
		erase: (secret) => libsodium.memzero(secret),
		signingPair(seed) {
			const pair = libsodium.crypto_sign_seed_keypair(seed);
			return {
				publicKey: pair.publicKey,
				secretKey: pair.privateKey
			};
		},
		sign: (kind, canonical, secretKey) => libsodium.crypto_sign_detached(statement(kind, canonical), secretKey),
		verify(kind, canonical, signature, publicKey) {
			if (signature.length !== 64 || publicKey.length !== 32) return false;
			const message = statement(kind, canonical);
			return orNull(() => libsodium.crypto_sign_verify_detached(signature, message, publicKey)) === true;
		},
		signMailboxOpen: (challenge, name, secretKey) => libsodium.crypto_sign_detached(concatBytes(mailboxOpenPrefix, challenge, nul, name), secretKey),
		seal: (key, nonce, associated, message) => libsodium.crypto_aead_xchacha20poly1305_ietf_encrypt(message, associated, null, nonce, key),
		open(key, nonce, associated, sealed) {
			const message = orNull(() => libsodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, sealed, associated, nonce, key));
			return message === null ? fail("decryption-failed") : ok(message);
		},
		sealingPair(seed) {
			const pair = libsodium.crypto_kem_xwing_seed_keypair(seed);
			return {
				publicKey: pair.publicKey,
				secretKey: pair.privateKey
			};
		},
		encapsulate(publicKey, coins) {
			const made = orNull(() => libsodium.crypto_kem_xwing_enc_deterministic(publicKey, coins));
			return made && {
				ciphertext: made.ciphertext,
				secret: made.sharedSecret
			};
		},
		decapsulate: (ciphertext, secretKey) => orNull(() => libsodium.crypto_kem_xwing_dec(ciphertext, secretKey)),
		exchangePair(seed) {
			const pair = libsodium.crypto_kx_seed_keypair(seed);
			return {
				publicKey: pair.publicKey,
				secretKey: pair.privateKey
			};
		},
		exchangeKeys(side, own, otherPublicKey) {
			const derive = side === "client" ? libsodium.crypto_kx_client_session_keys : libsodium.crypto_kx_server_session_keys;
			const keys = orNull(() => derive(own.publicKey, own.secretKey, otherPublicKey));
			return keys && {
				receive: keys.sharedRx,
				send: keys.sharedTx
			};
		},
		stretch: (passphrase, salt, operations, memoryBytes) => orNull(() => libsodium.crypto_pwhash(32, passphrase, salt, operations, memoryBytes, libsodium.crypto_pwhash_ALG_ARGON2ID13))
	};
}
encodeUtf8("SR1V");
// tests/bench/zz.ts
var random = (n) => crypto.getRandomValues(new Uint8Array(n));
var real = await loadSodium(random);
var sig = random(64);
var header = {
	kind: "update",
	format: 1,
	forum: "f0".repeat(32),
	scope: "forum",
	document: "agenda",
	epochId: "e0".repeat(32),
	device: "d0".repeat(32),
	incarnation: "c0".repeat(16),
	seq: 4711,
	prev: "b0".repeat(32),
	chainHeads: ["a0".repeat(32)],
	deps: ["90".repeat(32)]
};
var keys = deriveEpochKeys(real, {
	forum: header.forum,
	scope: "forum",
	epochId: header.epochId,
	epochKey: random(32)
});
var payload = random(64);
var secret = random(64);
var hash = random(64);
var variants = {
	"no sign": {
		...real,
		sign: () => sig
	},
	"no sign, fixed random": {
		...real,
		sign: () => sig,
		random: (n) => hash.subarray(0, n)
	},
	"no sign/random/seal": {
		...real,
		sign: () => sig,
		random: (n) => hash.subarray(0, n),
		seal: (_k, _n, _a, m) => /* @__PURE__ */ new Uint8Array(528)
	},
	"nothing of libsodium": {
		...real,
		sign: () => sig,
		random: (n) => hash.subarray(0, n),
		seal: () => /* @__PURE__ */ new Uint8Array(528),
		hash: (n) => hash.subarray(0, n)
	}
};
for (let pass = 0; pass < 2; pass++) for (const [name, s] of Object.entries(variants)) {
	const f = () => sealEnvelope(s, keys, secret, header, payload);
	for (let i = 0; i < 5e3; i++) f();
	const r = [];
	for (let k = 0; k < 400; k++) {
		const a = performance.now();
		for (let i = 0; i < 20; i++) f();
		r.push((performance.now() - a) * 1e3 / 20);
	}
	r.sort((a, b) => a - b);
	if (pass) console.log(name.padEnd(34), r[100].toFixed(2), r[200].toFixed(2), "µs");
}
export {};
