import Casework
import Operations
import Storage
import WebSupport

/// The family changes while its case goes on.
extension CaseStep {
    static let familyFile: [CaseStep] = []
}
