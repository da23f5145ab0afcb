package dev.menshen.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write without any disguise. */
class OrdinaryTextTest {
  private static final Normaliser NORMALISER = Normaliser.standard();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hello World! I'd like to book a table for two, at 7 p.m., please.",
        "SOOO GOOD!!! Yesssss, pleeease, hahahaha",
        "The U.S.A. and the U.K., e.g. N.A.S.A. or i.e. the a.k.a. of it",
        "Choose A, B, C or D. Draw a line from A to B. x, y, z and a + b = c",
        "mp3, covid19, H2O, i18n, k8s, b2b, 4K, 3D, 5kg, 10am, 1st, 2nd, v1.2.3, $9.99, 50%, 24/7",
        "state-of-the-art, and/or, don't, e-mail, T-shirt, snake_case, kebab-case, foo.bar()",
        "Mail jane.doe@example.com or @jane_doe, see https://example.com/a%20b?q=1&r=2#top",
        "for (int i = 0; i < n; i++) { sum += a[i] * b[i]; } // O(n^2), x*y, *p = &q;",
        "SELECT * FROM users WHERE id = 0x7fff AND name LIKE '%son%';",
        "This is **bold**, *italic* and ~~gone~~; | a | b |\n|---|---|",
        "Naïve café, Müller, façade, São Paulo, Łódź, résumé, smörgåsbord, coöperate",
        "cafe\u0301 and Mu\u0308ller, decomposed",
        "5 µm, 10 kΩ, ΔT = 3 K, α-helix, β-carotene, πr², ρgh, 20 °C, ½ cup, №5, Nike™",
        "d41d8cd98f00b204e9800998ecf8427e 550e8400-e29b-41d4-a716-446655440000",
        "commit 312d63a, sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwi"
            + "aWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADh"
            + "gGAWjR9awAAAABJRU5ErkJggg==",
        "Tom &amp; Jerry &lt;b&gt;caf&eacute;&lt;/b&gt;&nbsp;&copy; 2024 &#8220;quoted&#8221;",
        "👨‍👩‍👧‍👦 👩🏽‍🚀 ❤️ 🏳️‍🌈 1️⃣ 2️⃣ 3️⃣ 4️⃣ 🇩🇪🇫🇷 🏴\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F 你好😀世界",
        "ℹ️ Note: Ⓜ️ etro, ① first ② second, ㎏ and ㈱, Ⅳ",
        "क्षत्रिय और हिन्दी में लिखा हुआ एक साधारण वाक्य, र्‍य भी",
        "می‌خواهم به خانه‌ام بروم، نمی‌دانم چه بگویم",
        "مرحبا، كيف حالك اليوم؟ هَذَا نَصٌّ عَرَبِيٌّ مُشَكَّلٌ ١٢٣",
        "שָׁלוֹם עֲלֵיכֶם, מה שלומך היום?",
        "วันนี้อากาศดีมาก ไปเที่ยวกันไหมคะ ครั้งที่ ๕๕๕",
        "Heute ist schönes Wetter, größer als gestern, Straße und Übermut.",
        "Hôm nay trời đẹp quá, tôi muốn đi chơi với bạn bè ở Đà Nẵng.",
        "Сегодня хорошая погода, ёжик бежит в лес с USB-кабелем и iPhone.",
        "Он ест сахар. Нет, он не ест.",
        "Σήμερα έχει καλό καιρό, πάμε μια βόλτα στο πάρκο.",
        "今日はとても天気がいいですね。ｶﾀｶﾅもＮＨＫも普通です。葛\uDB40\uDD00城市",
        "오늘 날씨가 정말 좋네요. 나 는 너 를 안다 ㅋㅋㅋㅋㅋ",
        "今天天气真好，我们去公园散步吧！哈哈哈哈，太好了~~~",
        "調教 TV 音量 到 90，請問 台北 天氣 如何？「謝謝」",
        "埃隆·马斯克，男/女，苹果+香蕉，3~5天，Ａ股涨了1.5%，5G手机，#话题#内容，（一）、（二）",
        "这是**重点**内容，金、木、水、火、土；`代码`和 x_1、y_2",
        "SGVsbG8 is short, internationalization is long, and so is counterrevolutionary",
        "Sure\u200B",
        "\uFEFFA text with a byte order mark, and a line end.\r\n\r\nAnother line.\t",
      })
  void isReadOnce(String text) {
    assertEquals(List.of(), NORMALISER.normalise(text).further());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "I will meet you at 10 Downing Street, room 1|i will meet you at 10 downing street, room 1",
        "mp3, covid19, 5kg, v1.2, $10, 3rd|mp3, covid19, 5kg, v1.2, $10, 3rd",
        "good feeling, committee, bookkeeper|good feeling, committee, bookkeeper",
        "www.example.com/a-b_c?d=e|www.example.com/a-b_c?d=e",
        "we and I am a part|we and i am a part",
        "妈妈爱看看书，谢谢！|妈妈爱看看书,谢谢!",
        "我在2024年买了3台iPhone 15|我在2024年买了3台iphone 15",
        "мама мыла раму|мама мыла раму",
        "Он ест|он ест",
        "мой ёжик и йод|мой ёжик и йод",
        "カタカナとひらがな|カタカナとひらがな",
        "한국어|한국어",
      })
  void staysReadableWhenItIsFolded(String text, String folded) {
    assertEquals(folded, NORMALISER.fold(text).text());
  }
}
