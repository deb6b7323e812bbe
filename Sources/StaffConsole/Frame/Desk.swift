import Casework
import Foundation
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// What every page of the console needs: the bureau, the site, and how a page is framed for one person.
struct Desk: Sendable {
    let bureau: Bureau
    let site: Site

    /// The staff member of a session; the route guard proved that there is one.
    func actor(_ context: BackstopContext) throws -> StaffActor {
        let session = try context.person()
        guard session.audience == .staff, let role = session.role.flatMap(Role.init(rawValue:)),
            let post = session.postID, let region = session.regionCode.flatMap({ try? RegionCode($0) })
        else { throw PageProblem.signInNeeded }
        return StaffActor(
            staffID: StaffID(session.userID), postID: PostID(post), role: role, region: region,
            name: session.displayName)
    }

    /// Reads on the signed-in person's behalf.
    func view<Value: Sendable>(
        _ context: BackstopContext, _ body: @escaping @Sendable (CommandContext) throws -> Value
    ) async throws -> Value {
        try await bureau.view(as: .staff(actor(context)), body)
    }

    /// Reads what has to be there for the person; what is not within their scope is the page of an unknown address.
    func found<Value: Sendable>(
        _ context: BackstopContext, _ body: @escaping @Sendable (CommandContext) throws -> Value?
    ) async throws -> Value {
        guard let value = try await view(context, body) else { throw PageProblem.notFound }
        return value
    }

    /// Does a verb under the form's idempotency key.
    func perform<C: Command>(
        _ command: C, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Outcome<C.Result> {
        guard let key = submission.idempotencyKey else { throw PageProblem.malformed }
        return try await bureau.perform(command, as: .staff(actor(context)), key: key)
    }

    /// The frame of a page, with the navigation of the person's role.
    func frame(_ title: String, _ context: BackstopContext, crumbs: [Link] = []) async throws -> StaffFrame {
        let actor = try actor(context)
        let area = try await view(context) { try $0.store.regionName(actor.region) }
        return StaffFrame(
            title: title, areaName: area, breadcrumbs: crumbs,
            navigation: Navigation.groups(for: actor.role, at: context.requestPath, context), personName: actor.name,
            postName: context.language == .english ? actor.role.english : actor.role.chinese)
    }

    /// A page in the staff layout.
    func page(
        _ template: String, _ model: any MustacheParentModel, title: String, _ context: BackstopContext,
        crumbs: [Link] = [], state: FormState = FormState()
    ) async throws -> Response {
        site.page(template, model, frame: try await frame(title, context, crumbs: crumbs), context, state: state)
    }

    /// A page with one form: what it does, what it is about, the fields.
    ///
    /// Without a form it only says something. The heading is the title unless it says less or more.
    func formPage(
        _ title: String, heading: String? = nil, explanation: String, rows: [SummaryRow] = [], form: FormView?,
        back: String, _ context: BackstopContext, crumbs: [Link], state: FormState = FormState()
    ) async throws -> Response {
        let model: Fields = [
            "title": heading ?? title, "explanation": explanation, "form": form, "rows": rows,
            "hasRows": !rows.isEmpty, "backAddress": back,
        ]
        return try await page("staff/cases/ask", model, title: title, context, crumbs: crumbs, state: state)
    }

    /// Puts a verb's reasons into a form's state: at their field where they name one, on top otherwise.
    func refused(_ reasons: [Reason], _ values: FormValues, _ context: BackstopContext) -> FormState {
        FormState(
            values: values,
            problems: reasons.map {
                FieldProblem(
                    field: $0.field ?? "\($0.code)", message: context.language == .english ? $0.english : $0.chinese)
            })
    }
}
