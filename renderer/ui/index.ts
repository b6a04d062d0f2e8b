import './theme/fonts.ts'
import './theme/tokens.css'
import './theme/base.css'
import './theme/ownPressableStyle.ts'

export { Button, type ButtonProps } from './actions/Button.tsx'
export { Form, type FormProps } from './actions/Form.tsx'
export { IconButton, type IconButtonProps } from './actions/IconButton.tsx'
export { KeyHint, type KeyHintProps } from './actions/KeyHint.tsx'
export { Link, type LinkProps } from './actions/Link.tsx'
export { Menu, type MenuAction, type MenuProps } from './actions/Menu.tsx'
export { TextButton, type TextButtonProps } from './actions/TextButton.tsx'
export { EmptyState, type EmptyStateProps } from './feedback/EmptyState.tsx'
export { Notice, type NoticeProps } from './feedback/Notice.tsx'
export { Working, type WorkingProps } from './feedback/Working.tsx'
export { Checkbox, type CheckboxProps } from './fields/Checkbox.tsx'
export type { FieldProps, Option } from './fields/field.ts'
export { NumberField, type NumberFieldProps } from './fields/NumberField.tsx'
export { RadioGroup, type RadioGroupProps } from './fields/RadioGroup.tsx'
export { ScoreField, type ScoreFieldProps } from './fields/ScoreField.tsx'
export { SearchSelect, type SearchSelectProps } from './fields/SearchSelect.tsx'
export { Select, type SelectProps } from './fields/Select.tsx'
export { SharedTextField, type SharedTextFieldProps } from './fields/SharedTextField.tsx'
export { Switch, type SwitchProps } from './fields/Switch.tsx'
export { type TextCaret, TextCarets, type TextCaretsProps } from './fields/TextCarets.tsx'
export { TextArea, type TextAreaProps } from './fields/TextArea.tsx'
export { TextField, type TextFieldProps } from './fields/TextField.tsx'
export { Clock, type ClockProps } from './layout/Clock.tsx'
export { Columns, type ColumnsProps } from './layout/Columns.tsx'
export { Figure, type FigureProps } from './layout/Figure.tsx'
export { Heading, type HeadingProps } from './layout/Heading.tsx'
export { Inline, type InlineProps } from './layout/Inline.tsx'
export { PageHeader, type PageHeaderProps } from './layout/PageHeader.tsx'
export { Panel, type PanelProps } from './layout/Panel.tsx'
export { Rail, type RailItem, type RailProps } from './layout/Rail.tsx'
export { Row, type RowProps } from './layout/Row.tsx'
export { Rows, type RowsProps } from './layout/Rows.tsx'
export { Section, type SectionProps } from './layout/Section.tsx'
export { Shell, type ShellProps } from './layout/Shell.tsx'
export { Stack, type StackProps } from './layout/Stack.tsx'
export { Steps, type StepsProps } from './layout/Steps.tsx'
export { Text, type TextProps } from './layout/Text.tsx'
export { Thirds, type ThirdsProps } from './layout/Thirds.tsx'
export { MinutesBar, type MinutesBarProps } from './lists/MinutesBar.tsx'
export {
  MinutesStrip,
  type MinutesStripPart,
  type MinutesStripProps,
} from './lists/MinutesStrip.tsx'
export { SortableList, type SortableListProps, type SortableWords } from './lists/SortableList.tsx'
export { Table, type TableColumn, type TableProps } from './lists/Table.tsx'
export { Dialog, type DialogProps } from './overlays/Dialog.tsx'
export { type Findable, Finder, type FinderProps } from './overlays/Finder.tsx'
export { Popover, type PopoverProps } from './overlays/Popover.tsx'
export { type TabItem, Tabs, type TabsProps } from './layout/Tabs.tsx'
export { createToasts, type Toast, type Toasts } from './overlays/toasts.ts'
export { ToastRegion, type ToastRegionProps } from './overlays/ToastRegion.tsx'
export { Tooltip, type TooltipProps } from './overlays/Tooltip.tsx'
export { ToastsProvider, type ToastsProviderProps, useToasts } from './overlays/useToasts.tsx'
export {
  type PicturePoint,
  PointsPicture,
  type PointsPictureProps,
} from './pictures/PointsPicture.tsx'
export { chooseLook, type Look, readLook, showLook } from './theme/keptLook.ts'
export {
  setTextScale,
  setTheme,
  type TextScale,
  textScales,
  type Theme,
  themes,
} from './theme/theme.ts'
export { useNow } from './theme/useNow.ts'
export { UiProvider, type UiProviderProps } from './theme/UiProvider.tsx'
export { Initials, type InitialsProps } from './trust/Initials.tsx'
export { shortNameOf } from './trust/shortNameOf.ts'
export { Presence, type PresenceProps, type PresentPerson } from './trust/Presence.tsx'
export { Seal, type SealProps } from './trust/Seal.tsx'
