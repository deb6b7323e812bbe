import Foundation
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Pairs of records that a person judges: the evidence as a sum, one pair at a time, by keyboard if one likes.
struct LinkReviewPages: Sendable {
    let desk: Desk
    static let path = CentreWords.root + "/links"
    private static let roles = Posts.names(RunAuthority.keepers)

    private static func address(_ id: LinkReviewID) -> String { "\(path)/\(id.text)" }

    func register(in routes: RouteRegistry) {
        routes.get(Self.path, for: .staff, roles: Self.roles, summary: "Lists reviews of pairs of records.") {
            _, context in try await list(context)
        }
        routes.get("\(Self.path)/{id}", for: .staff, roles: Self.roles, summary: "The next pair of a review.") {
            request, context in try await show(request.query, FormState(), context)
        }
        routes.post("\(Self.path)/{id}", for: .staff, roles: Self.roles, summary: "Judges a pair of records.") {
            submission, context in try await decide(submission, context)
        }
        routes.get(
            "\(Self.path)/{id}/decisions.csv", for: .staff, roles: Self.roles, kind: .export,
            summary: "What was said about the pairs of a review, as a file."
        ) { _, context in try await export(context) }
    }

    private func list(_ context: BackstopContext) async throws -> Response {
        let reviews = try await desk.view(context) { try $0.store.linkReviews(in: $0.scope) }
        let words = CentreWords(context)
        var page = CentrePage()
        page.intro = context.t("link.intro")
        page.tables = [
            CentreTable(
                context.t("nav.links"), ["link.name", "link.between", "#link.pairs", "#link.left", "run.askedAt"],
                rows: reviews.map { review in
                    [
                        CentreCell(review.name, Self.address(review.id)), CentreCell(Self.between(review)),
                        .number(words.formats.count(review.pairs)),
                        .number(words.formats.count(review.pairs - review.decided)),
                        CentreCell(words.formats.moment(review.createdAt)),
                    ]
                }, empty: context.t("link.none"), context)
        ]
        return try await page.response(desk, title: context.t("nav.links"), context)
    }

    private static func between(_ review: LinkReviewRow) -> String {
        "\(decimal(review.lowerPermille, 3)) – \(decimal(review.upperPermille, 3))"
    }

    /// A count of thousandths or hundredths as a number with a point.
    private static func decimal(_ number: Int, _ places: Int) -> String {
        let digits = String(number.magnitude)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        return (number < 0 ? "−" : "") + padded.dropLast(places) + "." + padded.suffix(places)
    }

    private func show(_ query: FormValues, _ state: FormState, _ context: BackstopContext) async throws -> Response {
        let id = LinkReviewID(try context.number("id"))
        let wanted = query.text("pair").flatMap { LinkPairID(text: $0) }
        let found = try await desk.view(context) { inner -> (LinkReviewRow, LinkPairRow?, [LinkPairRow])? in
            guard let review = try inner.store.linkReviews(only: id, in: inner.scope).first else { return nil }
            let pair =
                try wanted.flatMap { try inner.store.linkPair($0, of: id, in: inner.scope) }
                ?? inner.store.nextLinkPair(of: id, in: inner.scope)
            return (review, pair, try inner.store.decidedLinkPairs(of: id, limit: 10, offset: 0, in: inner.scope))
        }
        guard let (review, pair, decided) = found else { throw PageProblem.notFound }
        let words = CentreWords(context)
        let formats = words.formats
        let counts = ["done": formats.count(review.decided), "total": formats.count(review.pairs)]
        var model = try pair.map { try evidence($0, words) } ?? LinkPairModel()
        model.progress = context.t("link.progress", counts)
        model.export = review.decided > 0 ? "\(Self.address(id))/decisions.csv" : nil
        model.problem = state.problem(at: "decision")
        if let pair {
            let form = desk.site.form(context, action: Self.address(id), submit: context.t("link.decide"), state: state)
            model.form = form
            model.choices = LinkDecision.allCases.enumerated().map { number, decision in
                LinkPairModel.Choice(
                    value: decision.rawValue, label: context.t("linkDecision.\(decision.rawValue)"),
                    key: String(number + 1), isChosen: pair.decision == decision)
            }
            (model.pair, model.version) = (pair.id.text, String(pair.version))
        }
        model.decided = CentreTable(
            context.t("link.decided"), ["link.a", "link.b", "link.decision", "link.who", "link.when"],
            rows: decided.map { row in
                [
                    .code(row.recordA, PageAddress(Self.address(id)).with("pair", row.id.text).text),
                    .code(row.recordB),
                    CentreCell(row.decision.map { context.t("linkDecision.\($0.rawValue)") } ?? "—"),
                    CentreCell(row.decidedBy ?? "—"), CentreCell(row.decidedAt.map { formats.moment($0) } ?? "—"),
                ]
            }, empty: context.t("link.noneDecided"), context)
        return try await desk.page(
            "staff/verification/link-pair", model, title: review.name, context,
            crumbs: [Link(context.t("nav.links"), Self.path)], state: state)
    }

    private func evidence(_ pair: LinkPairRow, _ words: CentreWords) throws -> LinkPairModel {
        let evidence = try StoreTransaction.fromJSON(pair.content, as: LinkEvidence.self)
        var model = LinkPairModel()
        model.lines = evidence.lines.map { line in
            let sign = line.centibits < 0 ? "" : "+"
            return LinkPairModel.Line(
                what: line.what, left: line.left, right: line.right, words: line.words,
                bits: sign + Self.decimal(line.centibits, 2), isAgainst: line.centibits < 0)
        }
        model.total = (evidence.totalCentibits < 0 ? "" : "+") + Self.decimal(evidence.totalCentibits, 2)
        model.probability = Self.decimal(pair.permille, 3)
        model.advice = evidence.advice
        (model.recordA, model.recordB) = (pair.recordA, pair.recordB)
        return model
    }

    private func decide(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = LinkReviewID(try context.number("id"))
        guard let pair = submission.values.text("pair").flatMap({ LinkPairID(text: $0) }) else {
            throw PageProblem.malformed
        }
        let command = DecideLinkPair(
            review: id, pair: pair, version: submission.values.seenVersion(),
            decision: submission.values.text("decision").flatMap { LinkDecision(rawValue: $0) })
        let outcome = try await desk.perform(command, submission, context)
        guard outcome.value != nil else {
            return try await show(
                FormValues(), desk.refused(outcome.reasons, submission.values, context), context)
        }
        return .seeOther(Self.address(id))
    }

    private func export(_ context: BackstopContext) async throws -> Response {
        let id = LinkReviewID(try context.number("id"))
        let rows = try await desk.found(context) { inner -> [LinkPairRow]? in
            guard try inner.store.linkReviews(only: id, in: inner.scope).first != nil else { return nil }
            return try inner.store.decidedLinkPairs(of: id, limit: 1_000_000, offset: 0, in: inner.scope)
        }
        let lines = rows.map { row in
            [
                row.recordA, row.recordB, row.decision?.rawValue ?? "", Self.decimal(row.permille, 3),
                row.decidedBy ?? "", row.decidedAt?.iso8601 ?? "",
            ].map(Self.field).joined(separator: ",")
        }
        let text = (["a,b,decision,probability,decided_by,decided_at"] + lines).joined(separator: "\r\n") + "\r\n"
        return desk.site.download(
            [0xEF, 0xBB, 0xBF] + Array(text.utf8), mediaType: "text/csv; charset=utf-8",
            fileName: "link-decisions-\(id.text).csv")
    }

    /// A field of the file; what a spreadsheet would take for a formula is led by an apostrophe.
    private static func field(_ text: String) -> String {
        let lead = text.first.map { "=+-@\t".contains($0) } == true ? "'" : ""
        return "\"\(lead)\(text.replacingOccurrences(of: "\"", with: "\"\""))\""
    }
}

/// A pair of records with the evidence for and against.
struct LinkPairModel: ViewModel {
    /// One line of the sum.
    struct Line: ViewModel {
        let what: String
        let left: String
        let right: String
        let words: String
        let bits: String
        let isAgainst: Bool

        static let fields: ViewFields<Line> = [
            "what": \.what, "left": \.left, "right": \.right, "words": \.words, "bits": \.bits,
            "isAgainst": \.isAgainst,
        ]
    }

    /// One thing that can be said, and its key.
    struct Choice: ViewModel {
        let value: String
        let label: String
        let key: String
        let isChosen: Bool

        static let fields: ViewFields<Choice> = [
            "value": \.value, "label": \.label, "key": \.key, "isChosen": \.isChosen,
        ]
    }

    var progress = ""
    var export: String?
    var problem: String?
    var form: FormView?
    var choices: [Choice] = []
    var (pair, version) = ("", "")
    var (recordA, recordB) = ("", "")
    var lines: [Line] = []
    var (total, probability, advice) = ("", "", "")
    var decided: CentreTable?

    static let fields: ViewFields<LinkPairModel> = [
        "progress": \.progress, "export": \.export, "problem": \.problem, "form": \.form, "choices": \.choices,
        "pair": \.pair, "version": \.version, "recordA": \.recordA, "recordB": \.recordB, "lines": \.lines,
        "total": \.total, "probability": \.probability, "advice": \.advice, "decided": \.decided,
    ]
}
