import Casework
import Primitives
package import Storage

extension CaseRow {
    /// Whether the household register lies in another city than the case; nil where the form does not tell.
    ///
    /// A family from another province names the province alone.
    package var isRegisteredElsewhere: Bool? {
        guard let register = form.registerRegion else { return nil }
        guard let city = register.ancestor(at: .city) else { return register.contains(region) ? nil : true }
        return city != region.ancestor(at: .city)
    }
}
