/** What waits on this phone for Qlue: see look/js/outbox.js, which goes before. */
globalThis.outbox = globalThis.outboxOf({ app: "qlue", scope: "/qlue/", who: "/qlue/siapa/", send: "/qlue/draf/kirim/", photo: "/qlue/foto/" });
