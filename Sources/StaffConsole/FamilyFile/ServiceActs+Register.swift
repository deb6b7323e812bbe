import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// A family registered elsewhere that was helped here: its place of register is told.
extension ServiceActs {
    static let register: [Act] = [
        Act("tell-register", roles: [.townshipClerk, .townshipReviewer, .countyReviewer]) { reader, scene, call in
            let office = reader.text("office", label: call.context.t("register.office"), lengthMax: 200)
            let matter = reader.text("matter", label: call.context.t("register.matter"), isRequired: false)
            guard let office else { return nil }
            return try await call.perform(
                TellRegisterPlace(caseID: scene.caseID, office: office, matter: matter ?? ""))
        }.with { act in
            act.fits = { $0.view.row.isRegisteredElsewhere == true }
            act.fields = { _, context in
                [
                    .text("office", label: context.t("register.office"), hint: context.t("register.officeHint")),
                    .textarea(
                        "matter", label: context.t("register.matter"), hint: context.t("register.matterHint"),
                        isOptional: true, lengthMax: 500),
                ]
            }
        }
    ]
}
