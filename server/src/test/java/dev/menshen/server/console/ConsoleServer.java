package dev.menshen.server.console;

import dev.menshen.Assessment;
import dev.menshen.Category;
import dev.menshen.Conversation;
import dev.menshen.Direction;
import dev.menshen.Guard;
import dev.menshen.GuardInfo;
import dev.menshen.NotScannedException;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.Refusal;
import dev.menshen.Severity;
import dev.menshen.SeverityProbabilities;
import dev.menshen.server.FakeGuard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.bean.override.convention.TestBean;

/** The whole server on a free port with a guard for tests, shared by all tests of the console. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class ConsoleServer {
  @LocalServerPort private int port;

  @TestBean private Guard guard;

  static Guard guard() {
    return new ConsoleGuard();
  }

  /** The address of a path of the server. */
  final String address(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  /**
   * {@link FakeGuard} with more words: {@code overloaded}, {@code timeout}, and {@code disputed},
   * which is Unsafe without being the likeliest and names two categories. It tells refusals.
   */
  private static final class ConsoleGuard implements Guard {
    private final FakeGuard guard = new FakeGuard();

    @Override
    public GuardInfo info() {
      return guard.info();
    }

    @Override
    public Assessment assess(Conversation conversation) {
      String word = conversation.last().content().strip().split("\\s+", 2)[0];
      Assessment assessment =
          switch (word) {
            case "overloaded" -> throw new NotScannedException(Reason.OVERLOADED, "too much work");
            case "timeout" -> throw new NotScannedException(Reason.TIMEOUT, "no verdict in time");
            case "disputed" ->
                new Assessment(
                    Severity.UNSAFE,
                    new SeverityProbabilities(0.55, 0.00001, 0.44999),
                    List.of(Category.PII, Category.SUICIDE_AND_SELF_HARM),
                    Map.of(
                        Category.PII, 0.41,
                        Category.SUICIDE_AND_SELF_HARM, 0.77,
                        Category.JAILBREAK, 0.12),
                    Optional.empty(),
                    3,
                    1234);
            default -> guard.assess(conversation);
          };
      return conversation.direction() == Direction.RESPONSE ? refusing(assessment) : assessment;
    }

    private static Assessment refusing(Assessment assessment) {
      return new Assessment(
          assessment.severity(),
          assessment.probabilities(),
          assessment.categories(),
          assessment.categoryProbabilities(),
          Optional.of(assessment.severity() == Severity.SAFE ? Refusal.YES : Refusal.NO),
          assessment.windows(),
          assessment.tokens());
    }

    @Override
    public void close() {
      guard.close();
    }
  }
}
