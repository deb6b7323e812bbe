import Casework
import Documents
import Hummingbird
import Operations
import Payments
import Primitives
import Storage
import WebSupport

/// Taking over the families who receive a program already: the list equals the last paid roster to the fen, or nothing.
struct RecipientPage: Sendable {
    let desk: Desk
    let spreadsheets: SpreadsheetReader
    private static let path = "/staff/recipients"

    func register(in routes: RouteRegistry) {
        let roles = Posts.names([.payer])
        routes.get(Self.path, for: .staff, roles: roles, summary: "Asks for a list of existing recipients.") {
            _, context in try await show(context, FormState(), taken: nil)
        }
        routes.post(
            Self.path, for: .staff, roles: roles, takes: .files, summary: "Takes over a list of existing recipients."
        ) { submission, context in try await take(submission, context) }
    }

    private func show(
        _ context: BackstopContext, _ state: FormState, taken: ImportedRecipients?
    ) async throws -> Response {
        let county = try desk.actor(context).region
        let name = try await desk.view(context) { try $0.store.regionName(county) }
        let form = desk.site.form(
            context, action: Self.path, submit: context.t("recipients.take"), state: state,
            [
                .select(
                    "program", label: context.t("money.program"),
                    Program.allCases.filter { $0.payment == .monthly }.map { .init($0.rawValue, $0.name(context)) }),
                .dataFile(
                    "file", label: context.t("recipients.file"), hint: context.t("recipients.hint"),
                    accept: ".csv,.xlsx"),
            ])
        let formats = Formats(context)
        let model: Fields = [
            "county": name, "form": form,
            "columns": RecipientRoster.Column.allCases.map { ["name": $0.rawValue] as Fields },
            "taken": taken.map { taken in
                [
                    "month": formats.month(taken.lastPaidMonth), "families": formats.count(taken.familyCount),
                    "persons": formats.count(taken.personCount), "total": formats.money(taken.monthlyTotal),
                ] as Fields
            },
        ]
        return try await desk.page(
            "staff/money/recipients", model, title: context.t("recipients.title"), context,
            crumbs: [Link(context.t("money.batches"), BatchListPage.path)], state: state)
    }

    private func take(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let actor = try desk.actor(context)
        var reader = FormReader(submission.values, context)
        let program = reader.choice("program", label: context.t("money.program"), as: Program.self)
        var bytes: [UInt8] = []
        do {
            bytes = try submission.data("file").bytes
        } catch {
            reader.add("file", context.t("recipients.noFile"))
        }
        guard let program, reader.state.isValid, let key = submission.idempotencyKey else {
            return try await show(context, reader.state, taken: nil)
        }
        let outcome = try await desk.bureau.importRecipients(
            bytes, reader: spreadsheets, county: actor.region, program: program, as: .staff(actor), key: key)
        guard let taken = outcome.value else {
            return try await show(context, desk.refused(outcome.reasons, submission.values, context), taken: nil)
        }
        return try await show(context, FormState(), taken: taken)
    }
}
