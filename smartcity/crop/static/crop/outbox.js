/** What waits on this phone for CROP, acts on cases: see look/js/outbox.js, which goes before. */
globalThis.outbox = globalThis.outboxOf({ app: "crop", scope: "/crop/", who: "/crop/antrean/siapa/", send: "/crop/antrean/kirim/", photo: "/crop/antrean/foto/" });
