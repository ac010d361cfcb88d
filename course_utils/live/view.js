// Built from js/src by `npm run build` in course_utils/live/js: make changes there.
function g(e,t="",i=""){let s=document.createElement(e);return t&&(s.className=t),i&&(s.textContent=i),s}var nt={play:"M4 2.5v11l9.5-5.5z",pause:"M4 2.5h3v11H4z\
M9 2.5h3v11H9z",step:"M3 2.5v11L10 8zM11 2.5h2v11h-2z",reset:"M8 2a6 6 0 1 0 6 6h-2a4 4 0 1 1-4-4c1.1 0 2.1.45 2.83 1.17L9 7h5V2l-1.76 1.76A6 6 0 0 0 8 2z",large:"\
M2 2h5v2H4v3H2zM9 12h3V9h2v5H9zM9 2h5v5h-2V4H9zM2 9h2v3h3v2H2z",small:"M5 2h2v5H2V5h3zM9 9h5v2h-3v3H9zM9 2h2v3h3v2H9zM2 9h5v5H5v-3H2z"};function A(e,t,i,s){let n=g(
"button","cu-button");return n.type="button",n.title=i,e&&(n.innerHTML=`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="${nt[e]}"/></svg>`),t&&n.append(g("\
span","",t)),n.addEventListener("click",s),n}function N(e,t,i){e.querySelector("path")?.setAttribute("d",nt[t]),i!==void 0&&e.lastElementChild&&(e.lastElementChild.
textContent=i)}function S(e,t){e.textContent!==t&&(e.textContent=t),e.hidden=!t}var Ht=Symbol.for("course_utils.page");function L(){let e=globalThis;return e[Ht]??={id:crypto.randomUUID?.()??Math.random().toString(36).slice(2),serial:0,homes:new Map}}
function ot(e,t){let{homes:i}=L();return i.has(e)||i.set(e,t()),i.get(e)}function rt(e,t){let{homes:i}=L();i.get(e)===t&&i.delete(e)}var at=()=>`cu-${L().id.slice(
0,8)}-${++L().serial}`;function It(e){if(e.kind==="log"){let i=Math.log10(e.low),s=Math.log10(e.high),n=Math.max(40,Math.round((s-i)*24)),o=r=>Math.min(e.high,Math.max(e.low,+r.toPrecision(
2)));return{steps:n,value:r=>o(10**(i+(s-i)*r/n)),position:r=>Math.round((Math.log10(r)-i)/(s-i)*n)}}let t=Math.max(1,Math.round((e.high-e.low)/e.step));return{
steps:t,value:i=>i>=t?e.high:+(e.low+i*e.step).toFixed(10),position:i=>Math.round((i-e.low)/e.step)}}function $t(e,t){if(e.kind==="integer")return String(t);if(t===
0)return"0";if(e.kind==="log")return Math.abs(t)>=.001&&Math.abs(t)<1e5?String(+t.toPrecision(3)):t.toExponential(+t.toPrecision(2)==+t.toPrecision(1)?0:1).replace(
"e+","e");let i=Math.max(0,Math.min(6,-Math.floor(Math.log10(e.step)+1e-9))),s=e.step*10**i;return(+t).toFixed(Math.abs(s-Math.round(s))>1e-6?i+1:i)}var F=class{constructor(t,i){
if(this.c=t,this.el=g("div",`cu-control cu-${t.kind}`),this.el.title=[t.help,t.rebuild?"↻ a change starts the run anew":""].filter(Boolean).join(`
`),this.label=g("label","cu-label",t.label),t.rebuild){let n=g("span","cu-rebuild","↻");n.setAttribute("aria-label","(starts anew)"),this.label.append(" ",n)}
this.head=g("div","cu-head"),this.head.append(this.label),this.set=()=>{};let s=t.kind==="toggle"?this.toggle(i):t.kind==="choice"?this.choice(i):this.slider(i);
s.id=this.label.htmlFor=at(),t.help&&s.setAttribute("aria-description",t.help)}toggle(t){let i=g("input");return i.type="checkbox",i.setAttribute("role","switch"),
i.addEventListener("change",()=>t(i.checked)),this.set=s=>{i.checked=!!s},this.head.prepend(i),this.el.append(this.head),i}choice(t){let i=g("select");return this.
c.options.forEach((s,n)=>i.append(new Option(s,String(n)))),i.addEventListener("change",()=>t(+i.value)),this.set=s=>{i.value=String(s)},this.el.append(this.head,
i),i}slider(t){let{c:i}=this,s=It(i),n=g("input"),o=g("input","cu-number"),r=g("span","cu-value");Object.assign(n,{type:"range",min:"0",max:String(s.steps),step:"\
1"}),Object.assign(o,{type:"text",inputMode:"decimal",tabIndex:-1}),o.setAttribute("aria-label",`${i.label}: type a value`);let l="",h=a=>{l=$t(i,a).replace(/^-/,
"−"),document.activeElement!==o&&(o.value=l,o.style.width=`${Math.max(3,l.length+.8)}ch`),n.setAttribute("aria-valuetext",`${l} ${i.unit}`.trim()),n.style.setProperty(
"--at",`${100*+n.value/s.steps}%`)};return this.set=a=>{n.value=String(s.position(Number(a))),h(Number(a))},n.addEventListener("input",()=>{let a=s.value(+n.value);
h(a),t(a)}),n.addEventListener("keydown",a=>{a.key==="Enter"&&o.focus()}),o.addEventListener("focus",()=>o.select()),o.addEventListener("change",()=>{let a=Number(
o.value.replace(",",".").replace("−","-"));t(Number.isFinite(a)&&o.value.trim()?a:o.value)}),o.addEventListener("keydown",a=>{a.key==="Escape"&&(o.value=l),!(a.
key!=="Enter"&&a.key!=="Escape")&&(n.focus(),a.stopPropagation())}),r.append(o),i.unit&&r.append(g("span","cu-unit",i.unit)),this.head.append(r),this.el.append(
this.head,n),n}};var H=class{constructor(t,i){this.home=i,this.shown="",this.state=null,this.list={},this.el=g("div","cu-controls"),this.el.setAttribute("role","group"),this.el.
setAttribute("aria-label",`Controls of ${t.title}`),this.bar=g("div","cu-bar"),this.rows=g("div","cu-rows"),this.more=g("div","cu-more"),this.note=g("p","cu-not\
e"),this.error=g("div","cu-error"),this.error.setAttribute("role","alert"),this.code=g("input","cu-code"),this.code.readOnly=this.code.hidden=this.note.hidden=this.
error.hidden=!0,this.code.setAttribute("aria-label","settings as Python code"),this.buttons(t),this.lists(t),this.rest(t),this.bar.append(this.more);for(let s of t.
controls)this.list[s.name]=new F(s,n=>i.move({[s.name]:n})),this.rows.append(this.list[s.name].el);t.trains&&t.controls.some(s=>s.rebuild)&&this.rows.append(g("\
span","cu-legend","↻ starts the run anew")),this.el.append(this.bar,...t.controls.length?[this.rows]:[])}buttons(t){let{home:i,bar:s}=this;t.trains&&(this.run=
A("play","Run","run or pause (Space); the run goes on where it stopped",()=>this.turn()),this.run.classList.add("cu-run"),s.append(this.run,A("step","Step","one\
 step",()=>i.press("step")))),(t.trains||t.seed)&&s.append(A("reset","Reset","start anew with the same seed (R)",()=>this.reset())),this.resets=t.trains||t.seed}turn(){
this.run&&this.home.press(this.state?.playing?"pause":"play")}reset(){this.resets&&this.home.press("reset")}lists(t){if(t.trains&&(this.speed=this.pick("speed",
t.speeds.map((i,s)=>new Option(i,String(s))),"speed")),t.presets.length){let i=t.presets.map((s,n)=>new Option(s,String(n)));this.preset=this.pick("try",[new Option(
"choose …","-1"),...i],"preset")}}pick(t,i,s){let n=g("select"),o=g("label","cu-pick");return n.append(...i),n.addEventListener("change",()=>{+n.value>=0&&this.
home.press(s,{value:+n.value})}),o.append(g("span","",t),n),this.bar.append(o),n}rest(t){let{home:i,more:s}=this;if(t.seed&&s.append(A("","New seed","other rand\
om numbers",()=>i.press("reseed"))),t.trains){let o=g("label","cu-keep"),r=g("input");o.title="a run's curves stay in the picture, grey, after a reset",r.type="\
checkbox",r.addEventListener("change",()=>i.press("keep",{value:r.checked})),o.append(r,"Keep runs"),this.keep=r,this.clear=A("","Clear","clear earlier runs: ta\
ke the grey curves away",()=>i.press("clear")),this.clear.setAttribute("aria-label","Clear earlier runs"),s.append(o,this.clear)}let n=A("","Copy settings","the\
 Python code that rebuilds this run",()=>this.copied(n));s.append(n)}async copied(t){let i=this.state?.code??"",s=t.lastElementChild;this.code.value=i,this.code.
hidden=!1,this.code.select();try{await navigator.clipboard.writeText(i)}catch{}s&&(s.textContent="Copied",setTimeout(()=>{s.textContent="Copy settings"},1500))}show(t,i){
let s=JSON.stringify([t,[...i]]);if(s!==this.shown){this.shown=s;for(let[n,o]of Object.entries(this.list))i.has(n)||o.set(t.values[n]),o.el.hidden=t.hidden.includes(
n);this.run&&this.state?.playing!==t.playing&&(N(this.run,t.playing?"pause":"play",t.playing?"Pause":"Run"),this.run.classList.toggle("cu-on",t.playing)),this.state=
t,this.speed&&(this.speed.value=String(t.speed)),this.preset&&(this.preset.value=String(t.preset)),this.keep&&(this.keep.checked=t.keep),this.clear&&(this.clear.
disabled=!t.ghosts),S(this.note,t.note),S(this.error,t.error),!this.code.hidden&&this.code.value!==t.code&&(this.code.hidden=!0)}}};var ht=e=>e instanceof ArrayBuffer?new Uint8Array(e):new Uint8Array(e.buffer,e.byteOffset,e.byteLength);function lt(e){let t=ht(e),i=t.byteOffset%4?t.slice():t;
return new Float32Array(i.buffer,i.byteOffset,i.byteLength>>2)}var Q=(e,t)=>Object.assign(e,{shape:t});function I(e,t,i){if(Array.isArray(e))return e.map(s=>I(s,
t));if(e===null||typeof e!="object")return e;if("u8"in e)return Q(ht(t[e.u8]),e.shape);if("f32"in e&&"from"in e){let s=lt(t[e.f32]),n=new Float32Array(e.from+s.
length);return n.set(i.subarray(0,e.from)),n.set(s,e.from),Q(n,[n.length])}return"f32"in e?Q(lt(t[e.f32]),e.shape):Object.fromEntries(Object.entries(e).map(([s,
n])=>[s,I(n,t)]))}function ct(e,t,i){for(let[s,n]of t){if(!s.length){e=I(n,i);continue}let o=e;for(let l of s.slice(0,-1))o=o[l];let r=s[s.length-1];o[r]=I(n,i,
o[r])}return e}var qt=2,Dt=400,Bt=2e4,Wt=5e3,dt=1e3,$=class{constructor(){this.model=null,this.views=new Set,this.scene=null,this.state=null,this.k=this.have=this.confirmed=this.
later=this.doubt=this.alive=0,this.lacking=-dt,this.pending={},this.moved={},this.asked=[],this.told=!1,this.lost="",this.flush=this.flush.bind(this)}attach(t){
this.model=t,t.on("msg:custom",(i,s)=>{i.type==="frame"&&this.take(i,s)}),t.on("change:frame",()=>this.whole()),t.on("comm_live_update",()=>this.linked("gone")),
this.whole()}whole(){let t=this.model?.get("frame");t?.content&&this.take(t.content,t.buffers??[])}tell(t,i={}){this.k+=1;try{this.model?.send({type:t,page:L().
id,k:this.k,...i})}catch{this.linked("gone")}return this.k}press(t,i){Object.keys(this.pending).length&&this.send(),this.expect(this.tell(t,i))}move(t){Object.assign(
this.pending,t),this.later||(this.later=-1,queueMicrotask(this.flush))}flush(){if(this.later=0,!Object.keys(this.pending).length)return;let t=performance.now();
this.asked.filter(({at:s})=>t-s<Dt).length<qt?this.send():this.later=setTimeout(this.flush,100)}send(){let t=this.pending;this.pending={};let i=this.tell("set",
{values:t});for(let s of Object.keys(t))this.moved[s]=i;this.expect(i)}expect(t){this.asked=[...this.asked.slice(-99),{k:t,at:performance.now()}],this.wait()}wait(){
clearTimeout(this.doubt),this.doubt=setTimeout(()=>this.linked("silent"),Wt)}here(t=!1){let i=!document.hidden&&[...this.views].some(s=>s.seen);i===this.told&&!t||
(this.told=i,this.tell("here",{visible:i,have:this.have}),clearInterval(this.alive),clearTimeout(this.doubt),i&&(this.wait(),this.alive=setInterval(()=>{this.tell(
"here",{visible:i,have:this.have}),this.wait()},Bt)))}lack(){this.have=0,!(performance.now()-this.lacking<dt)&&(this.lacking=performance.now(),this.here(!0))}busy(){
return new Set([...Object.keys(this.pending),...Object.keys(this.moved).filter(t=>this.moved[t]>this.confirmed)])}take(t,i){let s=t.base===0||this.have>0&&t.base===
this.have,n=t.seen[L().id]??0;clearTimeout(this.doubt),this.linked(""),n>this.confirmed&&(this.confirmed=n,this.asked=this.asked.filter(({k:h})=>h>n),Object.keys(
this.pending).length&&(clearTimeout(this.later),this.flush())),this.asked.length&&this.wait(),t.state&&(this.state=t.state),s&&(this.scene=ct(this.scene,t.changes,
i),this.have=t.n);let o=s&&t.changes.length>0&&this.scene,r=t.ask&&s,l=()=>{r&&this.tell("ack",{n:this.have}),r=!1};for(let h of this.views)this.state&&h.state?.(
this.state,this.busy()),o&&this.scene&&h.scene?.(this.scene,r?l:null);!o&&this.told&&l(),s||this.lack()}linked(t){if(!(t===this.lost||this.lost==="gone"&&t==="s\
ilent")){this.lost=t;for(let i of this.views)i.link?.(t)}}add(t){this.views.add(t),this.state&&t.state?.(this.state,this.busy()),this.scene&&t.scene?.(this.scene,
null),t.link?.(this.lost),this.here(this.views.size===1)}remove(t){if(this.views.delete(t),this.views.size)return this.here();this.tell("bye"),this.told=!1,clearInterval(
this.alive),clearTimeout(this.doubt)}};var Kt=[21,19,17.5,16,14.5,13,12],Gt=4,Ut=[["Space","run or pause"],["R","reset"],["L","lecture view, and back"],["F","full screen"],["Esc","leave the lecture v\
iew"],["Tab","from control to control"],["← →","move a slider"],["Enter","type a slider's number"],["?","show or hide this list"]],Z=null,q=class{constructor(t,i,s=()=>{}){
this.root=t,this.parts=i,this.changed=s,this.on=!1,this.large=A("large","","lecture view: fill the window (L)",()=>this.toggle()),this.large.setAttribute("aria-\
label","Lecture view"),this.large.setAttribute("aria-pressed","false");let n=A("","?","keys (?)",()=>this.help());n.setAttribute("aria-label","Keys"),this.keys=
g("dl","cu-keys"),this.keys.hidden=!0;for(let[o,r]of Ut)!i.controls?.run&&o==="Space"||!i.controls?.resets&&o==="R"||this.keys.append(g("dt","",o),g("dd","",r));
this.corner=g("div","cu-corner"),this.corner.append(n,this.large),i.title.append(this.corner,this.keys),this.room=new ResizeObserver(()=>this.fit()),this.left=()=>{
this.on&&this.full&&!document.fullscreenElement&&this.leave()},this.full=!1,document.addEventListener("fullscreenchange",this.left),t.addEventListener("keydown",
o=>this.key(o));for(let o of["mousedown","pointerdown","click"])t.addEventListener(o,r=>{this.on&&r.stopPropagation()})}toggle(){this.on?this.leave():this.enter()}help(){
this.keys.hidden=!this.keys.hidden}enter(){let{root:t,parts:i}=this;Z?.leave(),Z=this,this.on=!0,t.parentElement&&(t.parentElement.style.minHeight=`${t.offsetHeight}\
px`);let s=[...t.querySelectorAll(".cu-control")].filter(n=>!n.hidden).length;t.classList.add("cu-lecture",s>Gt?"cu-beside":"cu-above"),i.controls&&this.corner.
before(i.controls.more),t.tabIndex=-1,t.setAttribute("data-lm-suppress-shortcuts","true"),this.float(),t.focus({preventScroll:!0}),this.button("small","true","b\
ack to the notebook (L or Esc)"),i.picture&&(i.picture.filling=!0),this.room.observe(t),i.controls&&this.room.observe(i.controls.rows),this.changed(!0),this.fit()}float(){
this.root.popover="manual",this.root.showPopover?.()}leave(){let{root:t,parts:i}=this;this.on&&(this.on=this.full=!1,Z=null,this.room.disconnect(),document.fullscreenElement===
t&&document.exitFullscreen(),t.popover=null,t.classList.remove("cu-lecture","cu-beside","cu-above"),t.style.removeProperty("--cu-size"),i.controls&&i.controls.bar.
append(i.controls.more),t.removeAttribute("tabindex"),t.removeAttribute("data-lm-suppress-shortcuts"),t.parentElement&&(t.parentElement.style.minHeight=""),this.
button("large","false","lecture view: fill the window (L)"),this.keys.hidden=!0,i.picture&&(i.picture.filling=!1,i.picture.memo=[],i.picture.queue()),this.changed(
!1),t.scrollIntoView({block:"nearest"}),this.large.focus({preventScroll:!0}))}button(t,i,s){N(this.large,t),this.large.setAttribute("aria-pressed",i),this.large.
title=s}fit(){if(!this.on)return;let{root:t}=this,i=this.parts.controls?.rows,s=()=>t.scrollHeight<=t.clientHeight+1&&(!i||i.scrollHeight<=i.clientHeight+1);for(let n of Kt)
if(t.style.setProperty("--cu-size",`${n}px`),s())break;this.parts.picture?.queue()}async fullScreen(){if(this.on||this.enter(),document.fullscreenElement)return document.
exitFullscreen();this.root.popover=null;try{await this.root.requestFullscreen(),this.full=!0}catch{this.float()}}key(t){let i=t.target,s=i.matches("select, inpu\
t:not([type=range], [type=checkbox])");if((this.on||t.key!=="Tab"&&t.key!=="Escape")&&t.stopPropagation(),t.key==="Escape"&&this.on?(t.preventDefault(),this.leave()):
t.key==="Tab"&&this.on&&this.around(t),s||t.ctrlKey||t.metaKey||t.altKey||t.repeat)return;let n={" ":()=>this.parts.controls?.turn(),r:()=>this.parts.controls?.
reset(),l:()=>this.toggle(),f:()=>{this.fullScreen()},"?":()=>this.help()}[t.key.toLowerCase()];!n||t.key===" "&&i.matches("button, [type=checkbox]")||(t.preventDefault(),
n())}around(t){let i=[...this.root.querySelectorAll("button, select, input, [tabindex='0']")].filter(r=>r instanceof HTMLElement&&r.tabIndex>=0&&r.offsetParent!==
null&&!r.matches(":disabled")),s=i[0],n=i[i.length-1],o=document.activeElement;(t.shiftKey?o===s||o===this.root:o===n)&&(t.preventDefault(),(t.shiftKey?n:s)?.focus())}close(){
this.leave(),this.room.disconnect(),document.removeEventListener("fullscreenchange",this.left)}};function _t(e,t,i,{X:s,Y:n,w:o}){let r=t.length;if(e.beginPath(),r>6*o)return Vt(e,t,i,s,n);let l=!1;for(let h=0;h<r;h++){let a=s(t[h]),c=n(i[h]);if(!Number.isFinite(
a+c)){l=!1;continue}a=Math.max(-1e5,Math.min(1e5,a)),c=Math.max(-1e5,Math.min(1e5,c)),l?e.lineTo(a,c):e.moveTo(a,c),l=!0}}function Vt(e,t,i,s,n){let o=!1,r=NaN,
l=0,h=0,a=0,c=()=>{e.lineTo(r,l),e.lineTo(r,h),e.lineTo(r,a)};for(let d=0;d<t.length;d++){let u=s(t[d]),f=n(i[d]);if(!Number.isFinite(u+f)){o&&c(),o=!1,r=NaN;continue}
let p=Math.round(u);p!==r&&(o?(c(),e.lineTo(p,f)):e.moveTo(p,f),r=p,l=h=f,o=!0),f<l&&(l=f),f>h&&(h=f),a=f}o&&c()}function P(e,t,i){let{ctx:s}=i,n=t.y+t.h/2;s.beginPath(),
s.moveTo(t.x,n),s.lineTo(t.x+t.w,n),i.pen(e.color,Math.min(e.width,4),e.style),s.lineCap="butt",s.stroke()}var Jt=60,ut={spans:e=>[["x",e.x],["y",e.y]],draw(e,t,i){
_t(i.ctx,e.x,e.y,t),i.pen(e.color,e.width,e.style),i.ctx.stroke()},covered(e,t){if(e.x.length>=Jt)return t(e.x,e.y);for(let i=1;i<e.x.length;i++)for(let s=0;s<1;s+=
.1)t([e.x[i-1]*(1-s)+e.x[i]*s],[e.y[i-1]*(1-s)+e.y[i]*s],.5)},sample:P};var D=(e,t)=>Array.from(e,(i,s)=>i+t[s]),ft={spans:e=>[["x",e.x],["x",D(e.x,e.dx)],["y",e.y],["y",D(e.y,e.dy)]],draw(e,{X:t,Y:i},s){let{ctx:n,k:o}=s;s.pen(e.color,
e.width),n.fillStyle=s.color(e.color);for(let r=0;r<e.x.length;r++){let l=t(e.x[r]),h=i(e.y[r]),a=t(e.x[r]+e.dx[r]),c=i(e.y[r]+e.dy[r]),d=Math.hypot(a-l,c-h);if(!(d>
.5)||!Number.isFinite(d))continue;let u=Math.min((4+3*e.width)*o,d),f=(a-l)/d,p=(c-h)/d;n.beginPath(),n.moveTo(l,h),n.lineTo(a-f*u*.8,c-p*u*.8),n.stroke(),n.beginPath(),
n.moveTo(a,c),n.lineTo(a-f*u-p*u*.45,c-p*u+f*u*.45),n.lineTo(a-f*u+p*u*.45,c-p*u-f*u*.45),n.closePath(),n.fill()}},covered:(e,t)=>t(D(e.x,e.dx),D(e.y,e.dy),3),sample:P};var X=e=>e.x?Array.from(e.x):Array.from(e.heights,(t,i)=>i),pt={spans(e){let t=X(e),i=e.width/2,[s,n]=e.horizontal?["y","x"]:["x","y"];return[[s,t.map(o=>o-i)],
[s,t.map(o=>o+i)],[n,e.heights],[n,[0],!0]]},draw(e,{X:t,Y:i},s){let{ctx:n,k:o}=s;X(e).forEach((r,l)=>{let h=e.heights[l],a=e.horizontal?i:t,c=e.horizontal?t:i;
if(!Number.isFinite(h))return;let d=a(r-e.width/2),u=a(r+e.width/2),f=c(0),p=c(h),m=Math.min(3*o,Math.abs(u-d)/4,Math.abs(p-f)),y=Math.min(d,u),x=Math.abs(u-d),
w=Math.min(f,p),k=Math.abs(p-f);n.fillStyle=s.colorOf(e.color,l),n.beginPath(),e.horizontal?n.roundRect(w,y,k,x,p>f?[0,m,m,0]:[m,0,0,m]):n.roundRect(y,w,x,k,p<f?
[m,m,0,0]:[0,0,m,m]),n.fill()})},covered:(e,t)=>t(X(e),e.heights,12),sample(e,t,i){Y(t,i.colorOf(e.color,0),1,i)}};function Y(e,t,i,{ctx:s,k:n}){s.beginPath(),s.
globalAlpha=i,s.fillStyle=t,s.roundRect(e.x+2*n,e.y+e.h/2-5*n,e.w-4*n,10*n,2*n),s.fill(),s.globalAlpha=1}var gt={spans:e=>[["x",e.x],["y",e.low],["y",e.high]],draw(e,{X:t,Y:i},s){let{ctx:n}=s,o=e.x.length;n.globalAlpha=e.alpha,n.fillStyle=s.color(e.color);for(let r=0;r<
o;){let l=r;for(;l<o&&Number.isFinite(t(e.x[l])+i(e.low[l])+i(e.high[l]));)l++;if(l>r+1){n.beginPath();for(let h=r;h<l;h++)n.lineTo(t(e.x[h]),i(e.high[h]));for(let h=l-
1;h>=r;h--)n.lineTo(t(e.x[h]),i(e.low[h]));n.fill()}r=l+1}n.globalAlpha=1},sample(e,t,i){Y(t,i.color(e.color),e.alpha,i)}};var Qt=Float32Array.from({length:64},(e,t)=>t/63),mt={spans:e=>[["x",e.extent.slice(0,2),!0],["y",e.extent.slice(2),!0]],draw(e,{X:t,Y:i},s){let{ctx:n}=s,[o,r]=e.
z.shape,[l,h,a,c]=e.extent;if(!o||!r)return;let d=Math.min(t(l),t(h)),u=Math.min(i(a),i(c)),f=Math.abs(t(h)-t(l)),p=Math.abs(i(c)-i(a)),m=s.raster(e.z,0,o,r,[e.
vmin,e.vmax],e.cmap,i(a)>i(c)),y=M=>e.smooth&&M>1?[.5,M-1]:[0,M],[x,w]=y(r),[k,O]=y(o);n.globalAlpha=e.alpha,n.imageSmoothingEnabled=e.smooth,n.imageSmoothingQuality=
"low",n.drawImage(m,x,k,w,O,d,u,f,p),n.globalAlpha=1}};function yt(e,t,i,s,n){let{ctx:o,k:r}=n,l=t.x+t.w+10*r,h=10*r;o.imageSmoothingEnabled=!0,o.drawImage(n.raster(
Qt,0,64,1,[0,1],e.cmap,!0),l,t.y,h,t.h),o.fillStyle=n.colors.muted,n.font(11),o.textAlign="left",o.textBaseline="middle",i.forEach((a,c)=>o.fillText(s[c],l+h+5*
r,t.y+t.h*(1-(a-e.vmin)/(e.vmax-e.vmin))))}var B=(e,t)=>Array.from(e,i=>i+t),xt={outside:!0,spans(e){let t=e.size/2,i=t+(e.names.length?.22*e.size:0);return[["x",B(e.x,-t),!0],["x",B(e.x,t),!0],["y",B(e.
y,-t),!0],["y",B(e.y,i),!0]]},draw(e,{X:t,Y:i,sx:s,sy:n},o){let{ctx:r,k:l}=o,[h,a,c]=e.z.shape,d=e.size*Math.min(Math.abs(s),Math.abs(n)),u=.85*d*Math.max(.2,1/
e.size-1);for(let f=0;f<h;f++){let p=t(e.x[f]),m=i(e.y[f]),y=p-d/2,x=m-d/2;Number.isFinite(p+m)&&(r.imageSmoothingEnabled=e.smooth,r.drawImage(o.raster(e.z,f*a*
c,a,c,[e.vmin,e.vmax],e.cmap,!1),y,x,d,d),r.setLineDash([]),r.strokeStyle=e.border?o.cycle(e.border[f]):o.colors.grid,r.lineWidth=(e.border?2.5:1)*l,r.strokeRect(
y,x,d,d),e.names[f]&&(r.fillStyle=o.colors.ink,r.textAlign="center",r.textBaseline="alphabetic",o.font(Math.max(7/l,Math.min(12.5,u/l))),r.fillText(e.names[f],p,
x-3*l)))}}};function wt(e,t){return typeof e.color=="string"?[[null,t.color(e.color),e.marker]]:[...new Set(Array.from(e.color).filter(Number.isFinite).map(Math.trunc))].sort(
(s,n)=>s-n).map(s=>[s,t.cycle(s),t.marker(s)])}var vt={spans:e=>[["x",e.x],["y",e.y]],draw(e,{X:t,Y:i},s){let{ctx:n,k:o}=s,r=typeof e.color=="string"?null:e.color;
for(let[l,h,a]of wt(e,s))for(let c=0;c<e.x.length;c++){if(r&&Math.trunc(r[c])!==l)continue;let d=t(e.x[c]),u=i(e.y[c]);Number.isFinite(d+u)&&(n.beginPath(),s.shape(
d,u,e.size/2*o,a),s.finish(h,e.filled))}},covered:(e,t)=>t(e.x,e.y),entries(e,t){let i=e.label.split("|"),s=wt(e,t);return(i.length>1?s.filter(([o])=>i[o??0]):s.
slice(0,1)).map(([o,r,l])=>[i.length>1?i[o??0]:e.label,h=>{t.ctx.beginPath(),t.shape(h.x+h.w/2,h.y+h.h/2,4*t.k,l),t.finish(r,e.filled)}])}};var kt={spans:e=>e.x!==null?[["x",[e.x]]]:e.y!==null?[["y",[e.y]]]:[],draw(e,{X:t,Y:i,x:s,y:n,w:o,h:r},l){let{ctx:h}=l;h.beginPath(),e.x!==null?(h.moveTo(t(e.x),
n),h.lineTo(t(e.x),n+r)):e.y!==null&&(h.moveTo(s,i(e.y)),h.lineTo(s+o,i(e.y))),l.pen(e.color,e.width,e.style),h.stroke()},sample:P};var Mt={spans:e=>[["x",e.x0],["x",e.x1],["y",e.y0],["y",e.y1]],draw(e,{X:t,Y:i},s){let{ctx:n,k:o}=s,{value:r}=e;s.pen(e.color,e.width,e.style);let l=1e-12;if(r)
for(let a of r)Math.abs(a)>l&&(l=Math.abs(a));let h=s.table("diverging");n.beginPath();for(let a=0;a<e.x0.length;a++){let c=t(e.x0[a]),d=i(e.y0[a]),u=t(e.x1[a]),
f=i(e.y1[a]);if(Number.isFinite(c+d+u+f)){if(r){let p=r[a]/l||0,m=4*Math.round(127.5+127.5*p);n.beginPath(),n.strokeStyle=`rgb(${h[m]} ${h[m+1]} ${h[m+2]})`,n.lineWidth=
Math.max(.3,e.width*Math.abs(p))*o}n.moveTo(c,d),n.lineTo(u,f),r&&n.stroke()}}r||n.stroke()},covered(e,t){t(e.x0,e.y0,2),t(e.x1,e.y1,2)},sample:P};var bt={outside:!0,spans:e=>[["x",[e.x]],["y",[e.y]]],draw(e,{X:t,Y:i},s){let{ctx:n,k:o}=s,r=t(e.x),l=i(e.y);if(!Number.isFinite(r+l))return;let h=e.text.split(
`
`),a=1.25*e.size*o,c=d=>l+(d-(h.length-1)/2)*a;s.font(e.size,e.bold),n.textAlign=e.anchor,n.textBaseline="middle",n.setLineDash([]),n.lineJoin="round",n.lineWidth=
3*o,n.strokeStyle=s.colors.paper,n.globalAlpha=.75,h.forEach((d,u)=>n.strokeText(d,r,c(u))),n.globalAlpha=1,n.fillStyle=s.color(e.color),h.forEach((d,u)=>n.fillText(
d,r,c(u)))},covered:(e,t)=>t([e.x],[e.y],20)};var T={Line:ut,Points:vt,HeatMap:mt,Bars:pt,Arrows:ft,Segments:Mt,Band:gt,Rule:kt,Text:bt,Images:xt};var Zt=800;function Xt(e,t){return e.marks.flatMap(i=>{let s=T[i.type];return!("label"in i)||!i.label?[]:s.entries?s.entries(i,t):[[i.label,n=>s.sample?.(i,n,t)]]})}
function Yt(e,{X:t,Y:i},s,n,o,r){let l=0,h=(a,c,d=1)=>{let u=Math.max(1,Math.floor(a.length/250));for(let f=0;f<a.length;f+=u){let p=t(a[f]),m=i(c[f]);p>s&&p<s+
o&&m>n&&m<n+r&&(l+=d)}};for(let a of e.marks)T[a.type].covered?.(a,h);return l}function At(e,t,i,s){let n=Xt(e,s);if(!n.length)return;let{ctx:o,k:r}=s,l=17*r,h=24*
r,a=7*r,c=5*r;s.font(11.5);let d=Math.min(t.w,h+3*a+n.reduce((M,[R])=>Math.max(M,o.measureText(R).width),0)),u=n.length*l+a,f=t.x+c,p=t.x+t.w-d-c,m=t.y+c,y=t.y+
t.h-u-c,x=[[p,m],[f,m],[p,y],[f,y],[p,t.y+(t.h-u)/2]],w=performance.now();if(i.corner===void 0||w-(i.cornerAt??0)>Zt||i.entries!==n.length){let M=x.map(([J,C])=>Yt(
e,t,J-3,C-3,d+6,u+6)),R=M.indexOf(Math.min(...M));(i.corner===void 0||i.entries!==n.length||M[i.corner]>1.5*M[R]+4)&&(i.corner=R),i.cornerAt=w,i.entries=n.length}
let[k,O]=x[i.corner];o.globalAlpha=.86,o.fillStyle=s.colors.paper,o.beginPath(),o.roundRect(k,O,d,u,5*r),o.fill(),o.globalAlpha=1,o.setLineDash([]),o.lineWidth=
1,o.strokeStyle=s.colors.grid,o.stroke(),n.forEach(([M,R],J)=>{let C={x:k+a,y:O+a/2+l*J,w:h,h:l};R(C),o.fillStyle=s.colors.ink,o.textAlign="left",o.textBaseline=
"middle",s.font(11.5),o.fillText(M,C.x+h+a,C.y+l/2+.5,d-h-3*a+1)})}var te=.04;function ee(e,t,i){let s=1/0,n=-1/0,o=1/0,r=-1/0;for(let l of e.marks)for(let[h,a,c]of T[l.type].spans(l))if(h===t)for(let d=0;d<a.length;d++){let u=a[d];
!Number.isFinite(u)||i&&u<=0||(i&&(u=Math.log10(u)),u<s&&(s=u),u>n&&(n=u),c&&u<o&&(o=u),c&&u>r&&(r=u))}return{low:s,high:n,tightLow:o,tightHigh:r}}function Tt(e,t){
let i=t==="x"?e.xlim:e.ylim,s=(t==="x"?e.xscale:e.yscale)==="log";if(i)return i;let n=ee(e,t,s),{low:o,high:r}=n;if(o>r)return s?[1,10]:[0,1];if(r-o<=1e-9*Math.
max(1e-30,Math.abs(o),Math.abs(r)))o-=.5,r+=.5;else{let l=te*(r-o);o<n.tightLow&&(o-=l),r>n.tightHigh&&(r+=l)}return s?[10**o,10**r]:[o,r]}var Et=e=>[Tt(e,"x"),
Tt(e,"y")];function j(e,t,i,s=!1){if(e>t&&([e,t]=[t,e]),!(t>e)||!Number.isFinite(t-e))return{major:[],minor:[]};if(s){let h=Math.ceil(Math.log10(e)-1e-9),a=Math.floor(Math.
log10(t)+1e-9),c=Math.log10(t/e),d=Math.max(1,Math.ceil((a-h+1)/Math.max(i,2))),u=[],f=[];for(let p=h-1;p<=a;p++)for(let m=1;m<10;m++){let y=m*10**p;y<e*(1-1e-9)||
y>t*(1+1e-9)||((m===1?(p-h)%d===0:c<1.7&&(m===2||m===5)&&i>=3)?u.push(y):f.push(y))}return u.length>1||c>1?{major:u,minor:d>1?[]:f}:j(e,t,Math.min(i,4))}let n=(t-
e)/Math.max(1,i),o=10**Math.floor(Math.log10(n)),r=[1,2,2.5,5,10].map(h=>h*o).find(h=>h>=n*.75)??10*o,l=[];for(let h=Math.ceil(e/r-1e-6);h<=Math.floor(t/r+1e-6);h++)
l.push(h*r);return{major:l.map(h=>Math.abs(h)<r*1e-6?0:h),minor:[]}}var ie={"-":"⁻",0:"⁰",1:"¹",2:"²",3:"³",4:"⁴",5:"⁵",6:"⁶",7:"⁷",8:"⁸",9:"⁹"},
tt=e=>"10"+[...String(e)].map(t=>ie[t]).join("");function z(e,t=!1){if(!e.length)return[];let i=Math.max(...e.map(Math.abs)),s=Math.min(...e.filter(a=>a).map(Math.
abs),i),n=e.map(a=>{let c=a>0?Math.floor(Math.log10(a)+1e-9):0;return[a/10**c,c]});if(t&&n.every(([a])=>Math.abs(a-Math.round(a))<1e-6))return i>=1e5||s<.001?n.
map(([a,c])=>Math.round(a)===1?tt(c):`${Math.round(a)}·${tt(c)}`):e.map(a=>String(+a.toPrecision(3)).replace("-","−"));let o=e.length>1?Math.abs(e[1]-e[0]):i||
1,r=Math.floor(Math.log10(o)+1e-9),l=(o/10**Math.floor(Math.log10(o))).toFixed(1)==="2.5";if(i>=1e6||i&&i<.001){let a=Math.floor(Math.log10(i)),c=Math.max(0,Math.
min(3,a-r+Number(l)));return e.map(d=>d===0?"0":`${(d/10**a).toFixed(c)}·${tt(a)}`.replace("-","−"))}let h=Math.max(0,-r);return Math.abs(o*10**h-Math.round(
o*10**h))>1e-6&&(h+=1),e.map(a=>a.toFixed(Math.min(h,8)).replace("-","−"))}var et=[78,44];function se(e,[t,i],s,n,o){let r={major:[],minor:[]};if(!e.frame)return{x:r,y:r,xw:[],yw:[],named:null};let l=e.xscale==="log",h=e.yscale==="log",
a=j(t[0],t[1],Math.max(2,s/(et[0]*o)),l),c=j(i[0],i[1],Math.max(2,n/(et[1]*o)),h),d=e.marks.find(f=>f.type==="Bars"&&f.names.length);if(d?.type!=="Bars")return{
x:a,y:c,xw:z(a.major,l),yw:z(c.major,h),named:null};let u={major:d.x?Array.from(d.x):d.names.map((f,p)=>p),minor:[]};return d.horizontal?{x:a,y:u,xw:z(a.major,l),
yw:d.names,named:"y"}:{x:u,y:c,xw:d.names,yw:z(c.major,h),named:"x"}}function ne(e,[t,i],s){let n=e.xscale==="log",o=e.yscale==="log",r=e.marks.some(y=>y.type===
"Bars"&&y.horizontal),l=(y,x)=>x?Math.log10(y):y,[h,a,c,d]=[l(t[0],n),l(t[1],n),l(i[0],o),l(i[1],o)],u=s.w/(a-h),f=s.h/(d-c),p=(y,x,w)=>x?y>0?Math.log10(y):w-1:
y,m=y=>r?s.y+(y-c)*f:s.y+s.h-(y-c)*f;return{...s,sx:u,sy:f,drag:e.drag,X:n?y=>s.x+(p(y,!0,h)-h)*u:y=>s.x+(y-h)*u,Y:o?y=>m(p(y,!0,c)):m,at(y,x){let w=h+(y-s.x)/u,
k=c+(r?x-s.y:s.y+s.h-x)/f;return[n?10**w:w,o?10**k:k]}}}function oe(e,t,[i,s],n,o,r){let l=(e.title?26:9)*r,h=(e.frame?20*r:4)+(e.x?18*r:0),a=Math.max(10,t.w-n-
o),c=Math.max(10,t.h-l-h),d=t.x+n,u=t.y+l;if(!e.equal||e.xscale==="log"||e.yscale==="log")return{x:d,y:u,w:a,h:c};let f=Math.abs(i[1]-i[0]),p=Math.abs(s[1]-s[0]),
m=Math.min(a/f,c/p);return{x:d+(a-m*f)/2,y:u+(c-m*p)/2,w:m*f,h:m*p}}var E=e=>Math.round(e)+.5;function re(e,t,{ctx:i,colors:s}){i.setLineDash([]),i.lineWidth=1,
i.strokeStyle=s.grid,i.beginPath();for(let n of e.named==="x"?[]:e.x.major){let o=t.X(n);o>=t.x-.5&&o<=t.x+t.w+.5&&(i.moveTo(E(o),t.y),i.lineTo(E(o),t.y+t.h))}for(let n of e.
named==="y"?[]:e.y.major){let o=t.Y(n);o>=t.y-.5&&o<=t.y+t.h+.5&&(i.moveTo(t.x,E(o)),i.lineTo(t.x+t.w,E(o)))}i.stroke()}function ae(e,t,i,s){let{ctx:n,k:o,colors:r}=s,
l=t.y+t.h,h=Math.round(t.x)-.5;n.setLineDash([]),n.strokeStyle=r.muted,n.lineWidth=1,n.beginPath(),n.moveTo(h,t.y),n.lineTo(h,Math.round(l)+.5),n.lineTo(t.x+t.w,
Math.round(l)+.5);for(let c of e.x.minor)n.moveTo(E(t.X(c)),l),n.lineTo(E(t.X(c)),l+3*o);for(let c of e.y.minor)n.moveTo(t.x,E(t.Y(c))),n.lineTo(t.x-3*o,E(t.Y(c)));
n.stroke(),n.fillStyle=r.muted,s.font(11.5),n.textAlign="center",n.textBaseline="top";let a=-1/0;e.x.major.forEach((c,d)=>{let u=t.X(c),f=n.measureText(e.xw[d]).
width/2;if(u<t.x-1||u>t.x+t.w+1||u-f<a+4)return;let p=Math.min(u,i.x+i.w-f);n.fillText(e.xw[d],p,l+6*o),a=p+f}),n.textAlign="right",n.textBaseline="middle",e.y.
major.forEach((c,d)=>{let u=t.Y(c);u>=t.y-1&&u<=l+1&&n.fillText(e.yw[d],t.x-7*o,u)})}function le(e,t,i,s,n){let{ctx:o,k:r,colors:l}=n;if(o.fillStyle=l.ink,e.x&&
(o.textAlign="center",o.textBaseline="alphabetic",n.fit(e.x,t.x+t.w/2,t.y+t.h+((e.frame?20*r:4)+18*r)-5*r,i.w,12)),e.y&&(o.save(),o.translate(Math.max(i.x,t.x-s)+
10*r,t.y+t.h/2),o.rotate(-Math.PI/2),o.textAlign="center",o.textBaseline="middle",n.fit(e.y,0,0,t.h+(e.title?26:9)*r,12),o.restore()),e.title){let h=e.frame?t.x:
i.x+4,a=i.x+i.w-4;o.textBaseline="alphabetic",n.font(13,!0);let c=Math.max(i.x+2,Math.min(h,a-o.measureText(e.title).width));o.textAlign="left",n.fit(e.title,c,
t.y-9*r,a-c,13,!0)}}function St(e,t,i,s){let{ctx:n,k:o}=s,r=Et(e),l=Math.max(10,t.w-60*o),h=Math.max(10,t.h-(e.title?26:8)*o-36*o),a=se(e,r,l,h,o),c=e.marks.find(
w=>w.type==="HeatMap"&&w.bar),d=c?.type==="HeatMap"?c:null,u=d?j(d.vmin,d.vmax,Math.max(2,h/(et[1]*o))).major:[],f=z(u);s.font(11.5);let p=w=>w.reduce((k,O)=>Math.
max(k,n.measureText(O).width),0),m=e.frame?p(a.yw)+8*o+(e.y?20*o:4*o):4,y=(d?26*o+p(f):0)+(e.frame?10*o:4);i.left=Math.min(Math.max(i.left??0,m),t.w*.45),i.right=
Math.min(Math.max(i.right??0,y),t.w*.4);let x=ne(e,r,oe(e,t,r,i.left,i.right,o));e.frame&&re(a,x,s),n.save(),n.beginPath(),n.rect(x.x-3*o,x.y-3*o,x.w+6*o,x.h+6*
o),n.clip();for(let w of e.marks)T[w.type].outside||T[w.type].draw(w,x,s);n.restore();for(let w of["Images","Text"])for(let k of e.marks)k.type===w&&T[w].draw(k,
x,s);return e.frame&&ae(a,x,t,s),le(e,x,t,i.left,s),d&&yt(d,x,u,f,s),e.legend&&At(e,x,i,s),x}function Lt(e){let t=new Uint8ClampedArray(1024),i=e.map(s=>[1,3,5].map(n=>parseInt(s.slice(n,n+2),16)));for(let s=0;s<256;s++){let n=s/255*(e.length-1),o=Math.
min(Math.floor(n),e.length-2),r=n-o;for(let l=0;l<3;l++)t[4*s+l]=i[o][l]*(1-r)+i[o+1][l]*r;t[4*s+3]=255}return t}function he(e,t,i,s,n,[o,r],l,h){let a=t instanceof
Uint8Array,c=255/(r-o);for(let d=0;d<s;d++){let u=i+d*n,f=(h?s-1-d:d)*n;for(let p=0;p<n;p++,u++,f++){if(a){e[f]=l[t[u]];continue}let m=(t[u]-o)*c;e[f]=m>=0?l[m>
255?255:m+.5|0]:m<0?l[0]:0}}}var W=class{constructor(){this.list=[],this.used=0}take(t,i,s,n,o,r,l,h){let a=this.list[this.used];if(!a||a.canvas.width!==n||a.canvas.
height!==s){let d=document.createElement("canvas");d.width=n,d.height=s;let u=new ImageData(n,s);a=this.list[this.used]={canvas:d,image:u,words:new Uint32Array(
u.data.buffer),key:"",z:null}}this.used+=1;let c=`${i} ${o} ${l} ${h}`;return(a.z!==t||a.key!==c)&&(he(a.words,t,i,s,n,o,new Uint32Array(r.buffer),l),a.canvas.getContext(
"2d").putImageData(a.image,0,0),a.z=t,a.key=c),a.canvas}};function K(){let{body:e}=document;return e.dataset.jpThemeLight!==void 0?e.dataset.jpThemeLight==="false":e.classList.contains("vscode-dark")||e.classList.contains(
"vscode-high-contrast")}function G(e){let t=new MutationObserver(()=>e(K()));return t.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light",
"data-jp-theme-name","class"]}),e(K()),()=>t.disconnect()}function Pt(e){let t,i=()=>{t?.removeEventListener("change",s),t=matchMedia(`(resolution: ${devicePixelRatio}\
dppx)`),t.addEventListener("change",s)},s=()=>{i(),e()};return i(),()=>t.removeEventListener("change",s)}var Ot='system-ui, -apple-system, "Segoe UI", Roboto, "\
Helvetica Neue", "DejaVu Sans", sans-serif';var ce=1.2,de={solid:[],dashed:[6,4],dotted:[1.5,3]},U=class e{constructor(t){this.palette=t,this.stamps=new W,this.tables={},this.ctx=null,this.k=1,this.theme=
"light"}begin(t,i){this.ctx=t,this.k=i,this.theme=K()?"dark":"light",this.stamps.used=0}get colors(){return this.palette.colors[this.theme]}color(t){return this.
colors[t]||t}static turn(t,i){return t[(Math.trunc(i)%t.length+t.length)%t.length]}cycle(t){return this.colors[e.turn(this.palette.cycle,t)]}marker(t){return e.
turn(this.palette.markers,t)}colorOf(t,i){return typeof t=="string"?this.color(t):this.cycle(t[i])}table(t){return this.tables[t+this.theme]??=Lt(this.palette.maps[this.
theme][t])}raster(t,i,s,n,o,r,l){return this.stamps.take(t,i,s,n,o,this.table(r),l,r+this.theme)}pen(t,i,s="solid"){let{ctx:n,k:o}=this;n.strokeStyle=this.color(
t),n.lineWidth=i*o,n.lineJoin="round",n.lineCap=s==="solid"?"round":"butt",n.setLineDash(de[s].map(r=>r*o*Math.max(1,i/2)))}font(t,i=!1){this.ctx.font=`${i?"600\
 ":""}${t*this.k}px ${Ot}`}fit(t,i,s,n,o,r=!1){let{ctx:l}=this;this.font(o,r);let h=l.measureText(t).width;for(h>n&&(this.font(o*Math.max(.75,n/h),r),h=l.measureText(
t).width);h>n&&t.length>4;)t=t.slice(0,-2).trimEnd()+"…",h=l.measureText(t).width;l.fillText(t,i,s)}shape(t,i,s,n){let{ctx:o}=this,r=ue[n];if(!r){o.moveTo(t+s,
i),o.arc(t,i,s,0,2*Math.PI);return}r.forEach(([l,h],a)=>a?o.lineTo(t+l*s,i+h*s):o.moveTo(t+l*s,i+h*s)),o.closePath()}finish(t,i){let{ctx:s,k:n}=this;s.setLineDash(
[]),s.lineJoin="round",s.strokeStyle=i?this.colors.paper:t,s.lineWidth=i?ce:1.5*n,i&&(s.fillStyle=t,s.fill("nonzero")),s.stroke()}},b=.42,v=1.05,ue={square:[[-.88,
-.88],[.88,-.88],[.88,.88],[-.88,.88]],triangle:[[0,-1.15],[1.05,.8],[-1.05,.8]],diamond:[[0,-1.2],[1.2,0],[0,1.2],[-1.2,0]],cross:[[-v,-v+b],[-v+b,-v],[0,-b],[
v-b,-v],[v,-v+b],[b,0],[v,v-b],[v-b,v],[0,b],[-v+b,v],[-v,v-b],[-b,0]]};function Rt(e,t,i){let s=-1,n=h=>{let a=e.getBoundingClientRect();return[h.clientX-a.left,h.clientY-a.top]},o=h=>{let[a,c]=n(h);return t().findIndex(d=>d.drag&&
a>=d.x-4&&a<=d.x+d.w+4&&c>=d.y-4&&c<=d.y+d.h+4)},r=h=>{let a=t()[s];if(!a?.drag)return;let[c,d]=n(h),u=a.at(Math.min(Math.max(c,a.x),a.x+a.w),Math.min(Math.max(
d,a.y),a.y+a.h)),f={};a.drag.forEach((p,m)=>{p&&(f[p]={drag:u[m]})}),i(f),h.preventDefault()};e.addEventListener("pointerdown",h=>{s=h.button===0&&!h.ctrlKey?o(
h):-1,!(s<0)&&(e.setPointerCapture(h.pointerId),e.classList.add("cu-grabbing"),r(h))}),e.addEventListener("pointermove",h=>{s>=0&&h.buttons&1?r(h):e.classList.toggle(
"cu-grab",o(h)>=0)});let l=()=>{s=-1,e.classList.remove("cu-grabbing")};e.addEventListener("pointerup",l),e.addEventListener("pointercancel",l),e.addEventListener(
"touchstart",h=>{h.touches.length===1&&o(h.touches[0])>=0&&h.preventDefault()},{passive:!1})}var Ft=(e,t)=>Array.from({length:Math.ceil(e.length/t)},(i,s)=>e.slice(s*t,(s+1)*t)),zt=e=>Math.max(...e.map(t=>t.height)),it=e=>e.reduce((t,i)=>t+zt(i),0)||1;function st(e,t,i=!1,s=0){
let n=i?e.columns>2?1100:800:700,o=!s&&t<n&&e.columns>1,r=Ft(e.axes,o?Math.ceil(e.columns/2):e.columns),l=e.height*(i?1.25:1)*(o?1:Math.min(1.1,Math.max(.85,t/900))),
h=s||Math.round(o?l*(it(r)/it(Ft(e.axes,e.columns)))*.82:l),a=h-14*(r.length-1),c=it(r),d=[],u=0;for(let f of r){let p=a*zt(f)/c,m=f.reduce((x,w)=>x+w.width,0),
y=0;for(let x of f){let w=(t-14*(f.length-1))*x.width/m;d.push({x:y,y:u,w,h:p}),y+=w+14}u+=p+14}return{boxes:d,height:h}}var fe=1.6,Ct=[1.7,1.5,1.25],_=class{constructor(t,i,s){this.present=t.present,this.words=s,this.brush=new U(t.palette),this.el=g("div","cu-picture"),this.canvas=
g("canvas"),this.canvas.setAttribute("role","img"),this.el.append(this.canvas),this.scene=null,this.boxes=[],this.memo=[],this.visible=!0,this.filling=!1,this.drawn=
this.asked=this.again=0,this.waiting=null;let n=new ResizeObserver(()=>{this.memo=[],this.queue()});n.observe(this.el),this.ends=[()=>n.disconnect(),G(()=>this.
queue()),Pt(()=>this.queue())],Rt(this.canvas,()=>this.boxes,i)}show(t,i){this.scene?.axes.length!==t.axes.length&&(this.memo=[]),this.scene=t,i&&(this.waiting=
i),this.queue()}queue(){this.asked||!this.visible||document.hidden||(this.asked=requestAnimationFrame(()=>{this.asked=0,this.draw()}))}draw(){let{scene:t}=this,
i=this.el.clientWidth;if(!t)return;if(i<50){clearTimeout(this.again),this.again=setTimeout(()=>this.queue(),100);return}let{boxes:s,height:n}=this.filling?st(t,
i,!0,this.el.clientHeight):st(t,i,this.present);this.brush.begin(this.surface(i,n),this.scale(t,i,n));try{this.boxes=t.axes.map((r,l)=>St(r,s[l],this.memo[l]??=
{},this.brush))}catch(r){console.error("course_utils view:",r)}this.words(t),this.canvas.dataset.drawn=String(++this.drawn);let o=this.waiting;this.waiting=null,
o?.()}surface(t,i){let s=window.devicePixelRatio||1,n=Math.round(t*s),o=Math.round(i*s),{canvas:r}=this;(r.width!==n||r.height!==o)&&(r.width=n,r.height=o),r.style.
height!==`${i}px`&&(r.style.height=`${i}px`);let l=r.getContext("2d");return l.setTransform(s,0,0,s,0,0),l.clearRect(0,0,t,i),l}scale(t,i,s){if(!this.filling)return this.
present?fe:i<700?.95:1;let n=Math.max(1,Math.min(t.columns,t.axes.length)),o=Ct[Math.min(n,Ct.length)-1];return Math.max(1,o*Math.min(1.25,i/950,s/(1.2*t.height)))}close(){
for(let t of this.ends)t();cancelAnimationFrame(this.asked),clearTimeout(this.again)}};var pe="150px";function jt(e,t,i,s,n){let o=g("div",`cu-root${i.present?" cu-present":""}`),r=g("p","cu-lost");r.setAttribute("role","status"),r.hidden=!0,e.append(
o);let l=s(o);o.append(r,g("style","",`.cu-still[data-for="${i.id}"] { display: none }`));let h={...l,seen:!0,link(u){n(r,u),o.classList.toggle("cu-gone",u==="g\
one");for(let f of o.querySelectorAll(":is(.cu-controls, .cu-more) :is(button, select, input)"))f.toggleAttribute("inert",u==="gone")}};for(let u of o.querySelectorAll(
"input, select, button, .cu-pad"))u.setAttribute("data-lm-suppress-shortcuts","true");t.add(h);let a=()=>{l.sight?.(h.seen),t.here()},c=new IntersectionObserver(
u=>{h.seen=u[u.length-1].isIntersecting,a()},{rootMargin:pe});c.observe(o),document.addEventListener("visibilitychange",a);let d=[()=>c.disconnect(),()=>document.
removeEventListener("visibilitychange",a),G(u=>o.classList.toggle("cu-dark",u))];return{root:o,face:l,end(){for(let u of d)u();l.close(),t.remove(h)}}}var ge=2e3,V=class{constructor(){this.el=g("div","cu-words"),this.readouts=g("div","cu-readouts"),this.caption=g("p","cu-caption"),this.caption.setAttribute("ar\
ia-hidden","true"),this.spoken=g("div","cu-spoken"),this.spoken.setAttribute("aria-live","polite"),this.el.append(this.readouts,this.caption,this.spoken),this.speaking=
this.tall=this.wide=0,this.grow=new ResizeObserver(([{contentRect:{width:t,height:i}}])=>{let s=Math.abs(t-this.wide)>1;!s&&i<=this.tall||(this.wide=t,this.tall=
s?0:i,requestAnimationFrame(()=>{this.caption.style.minHeight=this.tall?`${this.tall}px`:""}))}),this.grow.observe(this.caption)}show(t,i){t.caption!==this.caption.
textContent&&(this.caption.textContent=t.caption,i.setAttribute("aria-label",t.caption||"picture"),this.speaking||=setTimeout(()=>{this.speaking=0,this.spoken.textContent=
this.caption.textContent},ge));let s=Object.entries(t.readouts);for(;this.readouts.children.length>s.length;)this.readouts.lastElementChild?.remove();s.forEach(
([n,o],r)=>this.chip(r,n,o))}chip(t,i,s){let n=this.readouts.children[t];n||(n=g("span","cu-readout"),n.append(g("span"),g("b")),this.readouts.append(n));let[o,
r]=Array.from(n.children);if(o.textContent!==i&&(o.textContent=i,r.style.minWidth=""),r.textContent===s)return;r.textContent=s;let l=.92*s.length;l>(parseFloat(
r.style.minWidth)||0)&&(r.style.minWidth=`${l.toFixed(1)}ch`)}close(){this.grow.disconnect(),clearTimeout(this.speaking)}};var Nt=e=>ot(e.get("spec").id,()=>new $);function me(e,t,i){let[s]=t.controls,n=new F(s,l=>i.move({[s.name]:l})),o=g("p","cu-note"),r=g("div","cu-error");return r.
setAttribute("role","alert"),e.classList.add("cu-single"),e.append(n.el,o,r),e.addEventListener("keydown",l=>{l.key!=="Tab"&&l.stopPropagation()}),{state(l,h){h.
has(s.name)||n.set(l.values[s.name]),S(o,l.note),S(r,l.error)},close(){}}}function ye(e,t,i){let s=g("div","cu-title"),n=new V,o=new _(t,a=>i.move(a),a=>n.show(
a,o.canvas)),r=t.mode==="panel"?new H(t,i):void 0;s.append(g("span","cu-name",t.title)),e.append(s),r&&e.append(r.el,r.code,r.note,r.error),e.append(o.el,n.el);
let l=new q(e,{title:s,controls:r,picture:o}),h="";return{state(a,c){r?.show(a,c);let d=[a.hidden,a.note,a.error].join("|");d!==h&&l.fit(),h=d},scene:(a,c)=>o.show(
a,c),sight(a){o.visible=a,a&&o.queue()},close(){l.close(),o.close(),n.close()}}}var xe={"":"",silent:"The kernel does not answer: it is busy, or gone. If this l\
ine stays, run this cell again.",gone:"The kernel was restarted, so this panel can no longer move: run this cell again."},Wi={initialize({model:e}){let t=Nt(e);
return t.attach(e),()=>rt(e.get("spec").id,t)},render({model:e,el:t}){let i=Nt(e),s=e.get("spec"),{root:n,end:o}=jt(t,i,s,r=>(s.mode==="slider"?me:ye)(r,s,i),(r,l)=>S(
r,xe[l]));return n.dataset.mode=s.mode,o}};export{Wi as default};
