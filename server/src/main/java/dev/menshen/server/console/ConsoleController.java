package dev.menshen.server.console;

import dev.menshen.AssessmentOptions;
import dev.menshen.AssessmentOptions.Scores;
import dev.menshen.Caller;
import dev.menshen.Direction;
import dev.menshen.InvalidConversationException;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.pipeline.Moderation;
import dev.menshen.pipeline.ModerationRequest;
import dev.menshen.pipeline.Pipeline;
import dev.menshen.server.access.Permission;
import dev.menshen.server.access.Requires;
import dev.menshen.server.api.Callers;
import dev.menshen.server.web.ClientGoneException;
import dev.menshen.server.web.ClientWatch;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** The page on which a person tries the guard. */
@Controller
@Requires({Permission.MODERATE, Permission.REVIEW})
final class ConsoleController {
  /** A path of this server, with a tenant, or of the login, with where it leads; no host. */
  private static final Pattern PAGE =
      Pattern.compile(
          "/|(?:/[a-z0-9-]+)+(?:\\?tenant=[a-z0-9._-]{1,64})?|/login\\?next=[A-Za-z0-9._*%-]+");

  /** The page shows what the guard makes of every category. */
  private static final AssessmentOptions OPTIONS =
      AssessmentOptions.DEFAULT.withScores(Scores.FULL);

  private final Pipeline pipeline;
  private final Callers callers;
  private final ClientWatch clients;
  private final ExampleTexts exampleTexts;
  private final LocaleResolver localeResolver;

  ConsoleController(
      Pipeline pipeline,
      Callers callers,
      ClientWatch clients,
      ExampleTexts exampleTexts,
      LocaleResolver localeResolver) {
    this.pipeline = pipeline;
    this.callers = callers;
    this.clients = clients;
    this.exampleTexts = exampleTexts;
    this.localeResolver = localeResolver;
  }

  @GetMapping("/")
  ModelAndView page(
      @RequestParam(defaultValue = "") String example,
      @RequestParam(defaultValue = "") String language,
      Locale locale) {
    Language exampleLanguage = Language.ofCode(language).orElse(Language.of(locale));
    String text =
        Arrays.stream(Example.values())
            .filter(candidate -> candidate.key().equals(example))
            .findFirst()
            .map(found -> exampleTexts.of(found, exampleLanguage))
            .orElse("");
    return render(
        "check", HttpStatus.OK, new Submission(Direction.PROMPT, "", text), null, null, locale);
  }

  /** Where somebody lands who reloads or shares the address of a verdict. */
  @GetMapping("/console/moderate")
  RedirectView moderate() {
    return seeOther("/");
  }

  @PostMapping(
      path = "/console/moderate",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
      produces = MediaType.TEXT_HTML_VALUE)
  ModelAndView moderate(
      @RequestParam(defaultValue = "prompt") String direction,
      @RequestParam(defaultValue = "") String question,
      @RequestParam(defaultValue = "") String text,
      @RequestHeader(name = "HX-Request", defaultValue = "false") boolean fragment,
      HttpServletRequest request,
      Locale locale)
      throws ClientGoneException {
    Submission submission = new Submission(direction(direction), question, text);
    String view = fragment ? "check :: outcome" : "check";
    if (submission.isBlank()) {
      return render(
          view, HttpStatus.UNPROCESSABLE_CONTENT, submission, null, Problem.EMPTY, locale);
    }
    Moderation moderation;
    try {
      Caller caller = callers.of(request, Optional.empty());
      ModerationRequest rehearsal =
          new ModerationRequest(submission.conversation(), caller, OPTIONS, false);
      moderation = clients.whileConnected(request, () -> pipeline.moderate(rehearsal));
    } catch (InvalidConversationException e) {
      return render(
          view, HttpStatus.UNPROCESSABLE_CONTENT, submission, null, Problem.CHARACTERS, locale);
    }
    return render(
        view, status(moderation), submission, Verdict.of(moderation, locale), null, locale);
  }

  @Requires({})
  @PostMapping(path = "/console/language", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  RedirectView language(
      @RequestParam String language,
      @RequestParam(defaultValue = "/") String page,
      HttpServletRequest request,
      HttpServletResponse response) {
    Language chosen =
        Language.ofCode(language)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
    localeResolver.setLocale(request, response, chosen.locale());
    return seeOther(PAGE.matcher(page).matches() ? page : "/");
  }

  /** Leads a browser to another page of this server, whatever the method was. */
  static RedirectView seeOther(String path) {
    RedirectView redirect = new RedirectView(path);
    redirect.setStatusCode(HttpStatus.SEE_OTHER);
    return redirect;
  }

  private ModelAndView render(
      String view,
      HttpStatus status,
      Submission submission,
      @Nullable Verdict verdict,
      @Nullable Problem problem,
      Locale locale) {
    Map<String, Object> model = new HashMap<>();
    model.put("submission", submission);
    model.put("examples", Example.values());
    model.put("exampleLanguages", Language.of(locale).first());
    model.put("exampleTexts", exampleTexts);
    model.put("outcomes", Verdict.OUTCOMES);
    model.put("pageProblems", Problem.foundByPage());
    if (verdict != null) {
      model.put("verdict", verdict);
    }
    if (problem != null) {
      model.put("problem", problem);
    }
    return new ModelAndView(view, model, status);
  }

  private static Direction direction(String label) {
    return Arrays.stream(Direction.values())
        .filter(direction -> direction.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
  }

  /** A text in an unknown language was answered; everything else is the service's fault. */
  private static HttpStatus status(Moderation moderation) {
    return switch (moderation) {
      case Moderation.Assessed _ -> HttpStatus.OK;
      case Moderation.NotScanned notScanned ->
          notScanned.reason() == Reason.UNSUPPORTED_LANGUAGE
              ? HttpStatus.OK
              : HttpStatus.SERVICE_UNAVAILABLE;
    };
  }
}
