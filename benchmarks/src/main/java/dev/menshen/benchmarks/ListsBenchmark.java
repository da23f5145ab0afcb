package dev.menshen.benchmarks;

import com.github.houbb.sensitive.word.bs.SensitiveWordBs;
import com.github.houbb.sensitive.word.support.ignore.SensitiveWordCharIgnores;
import dev.menshen.list.CompiledList;
import dev.menshen.list.ListHit;
import dev.menshen.list.Lists;
import dev.menshen.text.FoldedText;
import dev.menshen.text.Normaliser;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A hundred thousand words: the time to load them, and to look for them in a text of 200
 * characters, beside com.github.houbb:sensitive-word with its defaults and with its switches on.
 * Folding the text is measured too: sensitive-word folds while it looks.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class ListsBenchmark {
  private static final Normaliser NORMALISER = Normaliser.standard();

  /** Which text is looked through. */
  @Param({"chinese", "english"})
  public String text = "chinese";

  private String raw = "";
  private FoldedText folded = NORMALISER.fold("");
  private Lists lists = Lists.EMPTY;
  private SensitiveWordBs defaults = SensitiveWordBs.newInstance();
  private SensitiveWordBs switched = SensitiveWordBs.newInstance();

  /** Loads the words into all three. */
  @Setup(Level.Trial)
  public void load() {
    List<String> words = MadeUpWords.some(100_000);
    raw = text.equals("chinese") ? MadeUpWords.CHINESE_TEXT : MadeUpWords.ENGLISH_TEXT;
    folded = NORMALISER.fold(raw);
    lists =
        Lists.of(
            List.of(CompiledList.of(MadeUpWords.entries(words), NORMALISER)),
            InstantSource.system());
    defaults = defaults(words);
    switched = switched(words);
  }

  static SensitiveWordBs defaults(List<String> words) {
    return SensitiveWordBs.newInstance().wordDeny(() -> words).wordAllow(List::of).init();
  }

  static SensitiveWordBs switched(List<String> words) {
    return SensitiveWordBs.newInstance()
        .wordDeny(() -> words)
        .wordAllow(List::of)
        .ignoreCase(true)
        .ignoreWidth(true)
        .ignoreNumStyle(true)
        .ignoreChineseStyle(true)
        .ignoreEnglishStyle(true)
        .ignoreRepeat(true)
        .charIgnore(SensitiveWordCharIgnores.specialChars())
        .init();
  }

  /** Menshen's lists in a text that is folded already. */
  @Benchmark
  public List<ListHit> menshen() {
    return lists.find(raw, folded);
  }

  /** Menshen's lists, and the folding of the text. */
  @Benchmark
  public List<ListHit> menshenWithFolding() {
    return lists.find(raw, NORMALISER.fold(raw));
  }

  /** sensitive-word as it is. */
  @Benchmark
  public List<String> sensitiveWord() {
    return defaults.findAll(raw);
  }

  /** sensitive-word with what makes it see through disguises. */
  @Benchmark
  public List<String> sensitiveWordSwitchedOn() {
    return switched.findAll(raw);
  }
}
