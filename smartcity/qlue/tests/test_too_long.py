"""More words than any form takes: said as that, with the way back to what was written."""


def test_it_works(client, db):
    answer = client.post("/qlue/lapor/", "text=" + "a" * 2_600_000, "application/x-www-form-urlencoded")
    assert (answer.status_code, "Tulisannya terlalu panjang untuk dikirim." in answer.text) == (413, True)
    assert "yang Anda tulis masih ada di sana" in answer.text


def test_what_is_only_unreadable_stays_that(client, db):
    answer = client.post("/qlue/lapor/", "x", "multipart/form-data")
    assert (answer.status_code, "Permintaan tidak terbaca" in answer.text) == (400, True)
